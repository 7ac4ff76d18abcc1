import { z } from 'zod';

import { listWidthRange } from './panes-slice.ts';
import { defaultPreferences } from './preferences-slice.ts';

const conversationId = z.number().int().positive().optional();

/** Each field has its own fallback: a value that an older version wrote differently is lost alone. */
const remembered = z.object({
  view: z.enum(['mine', 'queue', 'snoozed', 'resolved', 'outbox', 'settings']).catch('mine'),
  openConversations: z
    .object({
      mine: conversationId,
      queue: conversationId,
      snoozed: conversationId,
      resolved: conversationId,
    })
    .catch({}),
  listWidth: z.number().min(listWidthRange.min).max(listWidthRange.max).catch(listWidthRange.default),
  customerPanel: z.enum(['open', 'folded']).catch('open'),
  preferences: z
    .object({
      theme: z.enum(['system', 'light', 'dark']).catch(defaultPreferences.theme),
      density: z.enum(['comfortable', 'compact']).catch(defaultPreferences.density),
      language: z.enum(['system', 'en', 'de']).catch(defaultPreferences.language),
      sendKey: z.enum(['enter', 'modifier-enter']).catch(defaultPreferences.sendKey),
      sharePresence: z.enum(['on', 'off']).catch(defaultPreferences.sharePresence),
    })
    .catch(defaultPreferences),
});

/** The persisted state, with defaults for values that are missing or invalid. */
export function rememberedState(stored: unknown) {
  const { openConversations, ...rest } = remembered.parse(stored ?? {});
  return { ...rest, openConversations: withoutUndefined(openConversations) };
}

function withoutUndefined(ids: z.infer<typeof remembered>['openConversations']) {
  return {
    ...(ids.mine === undefined ? {} : { mine: ids.mine }),
    ...(ids.queue === undefined ? {} : { queue: ids.queue }),
    ...(ids.snoozed === undefined ? {} : { snoozed: ids.snoozed }),
    ...(ids.resolved === undefined ? {} : { resolved: ids.resolved }),
  };
}
