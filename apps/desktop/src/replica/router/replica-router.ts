import { conversationInputSchema } from '../../contract/conversation.ts';
import { draftInputSchema, saveDraftInputSchema } from '../../contract/drafts.ts';
import { inboxListInputSchema } from '../../contract/inbox.ts';
import type { LiveQueries, LiveQueryName } from '../../contract/live-queries.ts';
import { outboxItemInputSchema } from '../../contract/outbox.ts';
import { setPresenceInputSchema } from '../../contract/presence.ts';
import { searchMessagesInputSchema } from '../../contract/search.ts';
import { signInInputSchema, signOutInputSchema } from '../../contract/session.ts';
import { setStorageLimitInputSchema } from '../../contract/storage.ts';
import { timelineInputSchema } from '../../contract/timeline.ts';
import { actionProcedures } from './action-procedures.ts';
import { procedure, router } from './replica-procedure.ts';
import type { ReplicaContext } from './replica-procedure.ts';

/** All procedures of windows. The renderer imports only the type. */
export const replicaRouter = router({
  session: router({
    state: watchWithoutInput('session.state'),
    signIn: procedure.input(signInInputSchema).mutation(({ ctx, input }) => ctx.operations.signIn(input)),
    signOut: procedure.input(signOutInputSchema).mutation(({ ctx, input }) => ctx.operations.signOut(input)),
  }),
  inbox: router({
    list: procedure
      .input(inboxListInputSchema)
      .subscription(({ ctx, input, signal }) => watch(ctx, { name: 'inbox.list', input, signal })),
    counts: watchWithoutInput('inbox.counts'),
    presence: watchWithoutInput('inbox.presence'),
  }),
  conversation: router({
    header: procedure
      .input(conversationInputSchema)
      .subscription(({ ctx, input, signal }) => watch(ctx, { name: 'conversation.header', input, signal })),
    timeline: procedure
      .input(timelineInputSchema)
      .subscription(({ ctx, input, signal }) => watch(ctx, { name: 'conversation.timeline', input, signal })),
    customer: procedure
      .input(conversationInputSchema)
      .subscription(({ ctx, input, signal }) => watch(ctx, { name: 'conversation.customer', input, signal })),
    presence: procedure
      .input(conversationInputSchema)
      .subscription(({ ctx, input, signal }) => watch(ctx, { name: 'conversation.presence', input, signal })),
    fetchOlder: procedure
      .input(conversationInputSchema)
      .mutation(({ ctx, input }) => ctx.operations.fetchOlder(input)),
    noteOpened: procedure
      .input(conversationInputSchema)
      .mutation(({ ctx, input }) => ctx.operations.noteOpened(input)),
    setPresence: procedure
      .input(setPresenceInputSchema)
      .mutation(({ ctx, input }) => ctx.operations.setPresence(input)),
    ...actionProcedures,
  }),
  search: router({
    messages: procedure
      .input(searchMessagesInputSchema)
      .subscription(({ ctx, input, signal }) => watch(ctx, { name: 'search.messages', input, signal })),
  }),
  storage: router({
    use: watchWithoutInput('storage.use'),
    setLimit: procedure
      .input(setStorageLimitInputSchema)
      .mutation(({ ctx, input }) => ctx.operations.setStorageLimit(input)),
  }),
  reference: router({
    users: watchWithoutInput('reference.users'),
    tags: watchWithoutInput('reference.tags'),
    cannedResponses: watchWithoutInput('reference.cannedResponses'),
  }),
  outbox: router({
    list: watchWithoutInput('outbox.list'),
    retry: procedure
      .input(outboxItemInputSchema)
      .mutation(({ ctx, input }) => ctx.operations.retryOutboxItem(input)),
    discard: procedure
      .input(outboxItemInputSchema)
      .mutation(({ ctx, input }) => ctx.operations.discardOutboxItem(input)),
    edit: procedure
      .input(outboxItemInputSchema)
      .mutation(({ ctx, input }) => ctx.operations.editOutboxItem(input)),
  }),
  drafts: router({
    get: procedure
      .input(draftInputSchema)
      .subscription(({ ctx, input, signal }) => watch(ctx, { name: 'drafts.get', input, signal })),
    save: procedure.input(saveDraftInputSchema).mutation(({ ctx, input }) => ctx.operations.saveDraft(input)),
  }),
});

export type ReplicaRouter = typeof replicaRouter;

interface Watch<Name extends LiveQueryName> {
  readonly name: Name;
  readonly input: LiveQueries[Name]['input'];
  readonly signal: AbortSignal | undefined;
}

async function* watch<Name extends LiveQueryName>(
  context: ReplicaContext,
  { name, input, signal }: Watch<Name>,
) {
  yield* context.operations.watch(name, input, signal ?? new AbortController().signal);
}

type NameWithoutInput = {
  [Name in LiveQueryName]: undefined extends LiveQueries[Name]['input'] ? Name : never;
}[LiveQueryName];

function watchWithoutInput<Name extends NameWithoutInput>(name: Name) {
  return procedure.subscription(({ ctx, signal }) => watch(ctx, { name, input: undefined, signal }));
}
