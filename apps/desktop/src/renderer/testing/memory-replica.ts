import type { SaveDraftInput } from '../../contract/drafts.ts';
import type { LiveQueries, LiveQueryName } from '../../contract/live-queries.ts';
import type { AgentActions, MutationReceipt } from '../../contract/mutations.ts';
import type { OutboxItem } from '../../contract/outbox.ts';
import type { SetPresenceInput } from '../../contract/presence.ts';
import type { ReplicaOperations } from '../../replica/router/replica-operations.ts';
import { resolveQuery } from './resolve-query.ts';
import { withoutOutboxItem } from './memory-data.ts';
import type { MemoryData } from './memory-data.ts';
import { memoryEffects } from './memory-effects.ts';

/**
 * A replica without a database, for tests of the screens: the real router with plain objects behind it. It has only the
 * behavior that the screens can see; the tests of the real replica prove the rest.
 */
export class MemoryReplica implements ReplicaOperations {
  data: MemoryData;
  /** Every mutation that arrived, in order. */
  readonly calls: { readonly name: string; readonly input: unknown }[] = [];
  /** Presence reports; separate from `calls`, because they repeat. */
  readonly presenceCalls: SetPresenceInput[] = [];
  /** The next mutation of that name fails with this error. */
  readonly failures = new Map<string, Error>();
  readonly #listeners = new Set<() => void>();
  #nextId = 900_000;

  constructor(data: MemoryData) {
    this.data = data;
  }

  change(change: (data: MemoryData) => MemoryData): void {
    this.data = change(this.data);
    for (const listener of this.#listeners) listener();
  }

  async *watch<Name extends LiveQueryName>(
    name: Name,
    input: LiveQueries[Name]['input'],
    signal: AbortSignal,
  ): AsyncIterable<LiveQueries[Name]['result']> {
    let last = '';
    while (!signal.aborted) {
      const changed = this.#nextChange(signal);
      const result = resolveQuery(this.data, name, input);
      const written = JSON.stringify(result);
      if (written !== last) yield result;
      last = written;
      await changed;
    }
  }

  signIn = (input: { email: string }) =>
    this.#run('signIn', input, (data) => ({
      ...data,
      session: {
        ...data.session,
        account: data.session.account ?? data.signInAccount,
        connection: { kind: 'live' },
      },
    }));

  signOut = (input: unknown) =>
    this.#run('signOut', input, (data) => ({ ...data, session: { ...data.session, account: null } }));

  act = async <Name extends keyof AgentActions>(
    name: Name,
    input: AgentActions[Name]['parsed'],
  ): Promise<MutationReceipt> => {
    const ids = { row: this.#nextId++, mutation: this.#nextId++ };
    await this.#run(name, input, (data) => {
      const effect = memoryEffects[name];
      const changed = effect === undefined ? data : effect(data, input, ids);
      if (data.session.connection.kind === 'live' || name === 'markRead') return changed;
      return { ...changed, outbox: [...changed.outbox, queuedItem(data, name, input, ids.mutation)] };
    });
    return { mutationId: ids.mutation, rowId: ids.row };
  };

  /** As in the real replica, the older items arrive later with a delta; see `bringOlder`. */
  fetchOlder = async (input: { id: number }): Promise<boolean> => {
    await this.#run('fetchOlder', input, (data) => data);
    return this.data.session.connection.kind === 'live';
  };

  bringOlder(id: number, count = 200): void {
    this.change((data) => {
      const older = data.olderOnServer[id] ?? [];
      return {
        ...data,
        olderOnServer: { ...data.olderOnServer, [id]: older.slice(0, -count) },
        timelines: { ...data.timelines, [id]: [...older.slice(-count), ...(data.timelines[id] ?? [])] },
      };
    });
  }

  noteOpened = (): Promise<void> => Promise.resolve();

  setStorageLimit = (input: { bytes: number }) =>
    this.#run('setStorageLimit', input, (data) => ({
      ...data,
      storage: { ...data.storage, limitBytes: input.bytes },
    }));

  setPresence = (input: SetPresenceInput): Promise<void> => {
    this.presenceCalls.push(input);
    return Promise.resolve();
  };

  saveDraft = (input: SaveDraftInput) =>
    this.#run('saveDraft', input, (data) => {
      const others = data.drafts.filter((draft) => draft.conversationId !== input.conversationId);
      return {
        ...data,
        drafts: input.text === '' ? others : [...others, { ...input, updatedAt: data.now() }],
      };
    });

  retryOutboxItem = (input: { mutationId: number }) =>
    this.#run('retryOutboxItem', input, (data) => ({
      ...data,
      outbox: data.outbox.map((item) =>
        item.mutationId === input.mutationId ? { ...item, state: 'queued', error: null } : item,
      ),
    }));

  discardOutboxItem = (input: { mutationId: number }) =>
    this.#run('discardOutboxItem', input, (data) => withoutOutboxItem(data, input.mutationId));

  editOutboxItem = async (input: { mutationId: number }) => {
    const item = this.data.outbox.find((candidate) => candidate.mutationId === input.mutationId);
    await this.#run('editOutboxItem', input, (data) => withoutOutboxItem(data, input.mutationId));
    return {
      conversationId: item?.conversationId ?? 0,
      mode: item?.name === 'addNote' ? ('note' as const) : ('reply' as const),
      text: item?.text ?? '',
    };
  };

  async #run(name: string, input: unknown, change: (data: MemoryData) => MemoryData): Promise<void> {
    this.calls.push({ name, input });
    const failure = this.failures.get(name);
    this.failures.delete(name);
    if (failure !== undefined) throw failure;
    this.change(change);
  }

  #nextChange(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        this.#listeners.delete(done);
        signal.removeEventListener('abort', done);
        resolve();
      };
      this.#listeners.add(done);
      signal.addEventListener('abort', done);
    });
  }
}

function queuedItem(
  data: MemoryData,
  name: string,
  input: { readonly conversationId: number; readonly text?: string },
  mutationId: number,
): OutboxItem {
  const customer = data.conversations.find((each) => each.id === input.conversationId)?.customer;
  return {
    mutationId,
    name,
    state: 'queued',
    composedAt: data.now(),
    conversationId: input.conversationId,
    customerName: customer?.name ?? null,
    text: input.text ?? null,
    error: null,
    stale: null,
  };
}
