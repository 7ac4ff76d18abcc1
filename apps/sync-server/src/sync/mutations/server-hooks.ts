import type { MutatorName, ParsedArgs, PreparedMutation } from '@holdfast/schema/mutators/registry';

import type { TenantTransaction } from '../../db/with-tenant.ts';
import type { LockedConversation } from './authorize-mutation.ts';
import { countUnread, updateResolutionSla, stopFirstResponseClock } from './follow-up-mutation.ts';
import { guardStaleReply } from './guard-stale-reply.ts';
import type { LockedDevice } from './lock-device.ts';
import { requireVisibleCannedResponse } from './require-visible-canned-response.ts';

/** Additional work of the server for one mutator, in the mutation's transaction. The hooks run in this order. */
export interface ServerHooks<Args> {
  /** Runs before the mutator, with the conversation locked. Refuses mutations that the mutator's `rights` permit. */
  guard?(transaction: TenantTransaction, args: Args, device: LockedDevice): Promise<void>;
  /** Runs after the mutator: counts and SLA clocks (rule M5). `before` is the conversation before the mutation. */
  after?(transaction: TenantTransaction, args: Args, before: LockedConversation | null): Promise<void>;
  /** Returns the ids of messages that a job delivers after the commit. */
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
 * Returns the hooks of a mutation's mutator.
 * @param mutation only its name is used
 */
export function hooksOf<Name extends MutatorName>({
  name,
}: PreparedMutation<Name>): ServerHooks<ParsedArgs[Name]> {
  const hooks: HooksByName = serverHooks;
  return hooks[name];
}
