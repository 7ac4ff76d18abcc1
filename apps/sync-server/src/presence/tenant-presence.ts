import { presenceActivities, type PresenceActivity } from '@holdfast/schema/protocol/presence';
import { z } from 'zod';

import type { Broadcaster } from '../wake-ups/wake-ups.ts';
import type { PresenceTtls } from './presence-ttls.ts';
import { PresenceState, type People, type PresenceUpdate } from './presence-state.ts';
import type { PresenceHandle, SeatedTenant } from './presence-handle.ts';

const presenceUpdateSchema = z.object({
  sessionId: z.string().min(1).max(100),
  userId: z.number().int().positive(),
  conversationId: z.number().int().positive().nullable(),
  activity: z.enum(presenceActivities),
});

export interface TenantPresenceOptions {
  readonly schemaName: string;
  readonly lifetimes: PresenceTtls;
  readonly broadcaster: Broadcaster;
  /** Called when the last handle is closed. The object must not be used afterwards. */
  readonly onEmpty: () => void;
}

/**
 * The presence of one tenant on this process. An update of a session is applied here at once and broadcast to the other
 * processes. If a process dies or its messages are lost, its presence expires.
 */
export class TenantPresence implements SeatedTenant {
  readonly #options: TenantPresenceOptions;
  readonly #board: PresenceState;
  readonly #seats = new Set<PresenceHandle>();
  readonly #stopListening: () => void;
  #sweep: NodeJS.Timeout | undefined;

  constructor(options: TenantPresenceOptions) {
    const { broadcaster, schemaName } = options;
    this.#options = options;
    this.#board = new PresenceState(options.lifetimes);
    this.#stopListening = broadcaster.subscribe(schemaName, (text) => this.#overhear(text));
  }

  join(seat: PresenceHandle): void {
    this.#seats.add(seat);
  }

  close(seat: PresenceHandle): void {
    this.update(seat, null, 'viewing');
    this.#seats.delete(seat);
    if (this.#seats.size > 0) return;
    this.#stopSweeping();
    this.#stopListening();
    this.#options.onEmpty();
  }

  update(
    { sessionId, userId }: PresenceHandle,
    conversationId: number | null,
    activity: PresenceActivity,
  ): void {
    const statement: PresenceUpdate = { sessionId, userId, conversationId, activity };
    this.#hear(statement);
    const text = JSON.stringify(statement);
    this.#options.broadcaster.broadcast(this.#options.schemaName, { key: sessionId, text });
  }

  peopleIn(conversationId: number, exceptUserId: number): People {
    return this.#board.peopleIn(conversationId, exceptUserId);
  }

  occupiedConversations(): Iterable<number> {
    return this.#board.occupiedConversations();
  }

  #overhear(text: string): void {
    const statement = presenceUpdateSchema.safeParse(parseJson(text));
    if (statement.success) this.#hear(statement.data);
  }

  #hear(statement: PresenceUpdate): void {
    this.#tell(this.#board.update(statement, performance.now()));
    if (this.#board.isEmpty) this.#stopSweeping();
    else this.#sweep ??= setInterval(() => this.#expire(), this.#options.lifetimes.typing / 6);
  }

  #expire(): void {
    this.#tell(this.#board.expire(performance.now()));
    if (this.#board.isEmpty) this.#stopSweeping();
  }

  #stopSweeping(): void {
    clearInterval(this.#sweep);
    this.#sweep = undefined;
  }

  #tell(conversationIds: ReadonlySet<number>): void {
    if (conversationIds.size === 0) return;
    for (const seat of this.#seats) seat.notify(conversationIds);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
