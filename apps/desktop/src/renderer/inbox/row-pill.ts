import type { PillProps } from '@holdfast/ui/primitives/pill';

import type { InboxRow } from '../../contract/inbox.ts';
import type { SlaClock } from '../../contract/references.ts';
import type { Times } from '../i18n/use-times.ts';
import type { Text } from '../i18n/use-text.ts';

const minuteMs = 60_000;
/** Deadlines further away than this are not shown. */
const slaShownWithinMs = 60 * minuteMs;
const slaSoonWithinMs = 15 * minuteMs;

export interface PillContext {
  readonly text: Text;
  readonly times: Times;
  readonly now: number;
}

/** The most important state of a conversation, or undefined. States that need the agent come first. */
export function rowPill(row: InboxRow, isOpen: boolean, context: PillContext): PillProps | undefined {
  const { text, times, now } = context;
  if (row.refusedCount > 0) return { kind: 'failed', label: text('row.refused') };
  if (row.sla?.breached === true) return slaPill(row.sla, context);
  // The composer of the open conversation already shows the draft.
  if (row.hasDraft && !isOpen) return { kind: 'draft', label: text('row.draft') };
  if (row.queuedCount > 0) return { kind: 'queued', label: text('row.queued') };
  if (row.snoozedUntil !== null && Date.parse(row.snoozedUntil) > now) {
    return {
      kind: 'snoozed',
      label: times.short(row.snoozedUntil, now),
      title: times.full(row.snoozedUntil),
    };
  }
  if (row.sla !== null && Date.parse(row.sla.dueAt) - now <= slaShownWithinMs)
    return slaPill(row.sla, context);
  return undefined;
}

/** Neutral, amber within 15 minutes, red with a clock after the deadline. */
export function slaPill(clock: SlaClock, { text, times, now }: PillContext): PillProps {
  const leftMs = Date.parse(clock.dueAt) - now;
  const name = text(clock.kind === 'first_response' ? 'sla.firstResponse' : 'sla.resolution');
  const title = text('sla.due', { name, at: times.full(clock.dueAt) });
  if (clock.breached || leftMs < 0) {
    return { kind: 'sla-breached', label: text('sla.late', { span: times.span(-leftMs) }), title };
  }
  return { kind: leftMs <= slaSoonWithinMs ? 'sla-soon' : 'sla', label: times.span(leftMs), title };
}
