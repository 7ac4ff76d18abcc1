import type { MutatorName, ParsedArgs, PreparedMutation } from '@holdfast/schema/mutators/registry';

import type { TenantTransaction } from '../../db/with-tenant.ts';
import type { LockedConversation } from './authorize-mutation.ts';
import { countUnread, updateResolutionSla, stopFirstResponseClock } from './follow-up-mutation.ts';
import { guardStaleReply } from './guard-stale-reply.ts';
import type { LockedDevice } from './lock-device.ts';
import { requireVisibleCannedResponse } from './require-visible-canned-response.ts';

/** What the server does around one mutator, in the mutation's transaction. Each hook is optional; they run in this order. */
export interface ServerHooks<Args> {
  /** Refuses what the mutator's `rights` allow. Runs before the mutator; the conversation is locked. */
  guard?(transaction: TenantTransaction, args: Args, device: LockedDevice): Promise<void>;
  /** What follows from it on the server alone: counts and SLA clocks (rule M5). `before` is the conversation before it. */
  after?(transaction: TenantTransaction, args: Args, before: LockedConversation | null): Promise<void>;
  /** Ids of the messages that a job delivers once the transaction commits. */
  outboundMessages?(args: Args): readonly number[];
}

const serverHooks = {
  sendMessage: {
    guard: guardStaleReply,
    after: stopFirstResponseClock,
    outboundMessages: ({ messageId }) => [messageId],
  },
  addNote: {},
  editNote: {},
  pinNote: {},
  unpinNote: {},
  addTag: {},
  removeTag: {},
  setStatus: { after: updateResolutionSla },
  setPriority: {},
  claim: {},
  transfer: {},
  markRead: { after: countUnread },
  useCannedResponse: { guard: requireVisibleCannedResponse },
} satisfies HooksByName;

type HooksByName = { readonly [Name in MutatorName]: ServerHooks<ParsedArgs[Name]> };

/**
 * The hooks of a mutation's mutator.
 * @param mutation of which only the name decides
 */
export function hooksOf<Name extends MutatorName>({
  name,
}: PreparedMutation<Name>): ServerHooks<ParsedArgs[Name]> {
  const hooks: HooksByName = serverHooks;
  return hooks[name];
}
