import { activities, type Activity } from '@holdfast/schema/protocol/presence';
import { z } from 'zod';

import type { Whispers } from '../wake-ups/wake-ups.ts';
import type { PresenceLifetimes } from './lifetimes.ts';
import { PresenceBoard, type People, type Statement } from './presence-board.ts';
import type { PresenceSeat, SeatedTenant } from './presence-seat.ts';

const statementSchema = z.object({
  sessionId: z.string().min(1).max(100),
  userId: z.number().int().positive(),
  conversationId: z.number().int().positive().nullable(),
  activity: z.enum(activities),
});

export interface TenantPresenceOptions {
  readonly schemaName: string;
  readonly lifetimes: PresenceLifetimes;
  readonly whispers: Whispers;
  /** Called when the last handle is closed. The object must not be used afterwards. */
  readonly onEmpty: () => void;
}

/**
 * The presence of one tenant on this process. An update of a session is applied here at once and broadcast to the other
 * processes. If a process dies or its messages are lost, its presence expires.
 */
export class TenantPresence implements SeatedTenant {
  readonly #options: TenantPresenceOptions;
  readonly #board: PresenceBoard;
  readonly #seats = new Set<PresenceSeat>();
  readonly #stopListening: () => void;
  #sweep: NodeJS.Timeout | undefined;

  constructor(options: TenantPresenceOptions) {
    const { whispers, schemaName } = options;
    this.#options = options;
    this.#board = new PresenceBoard(options.lifetimes);
    this.#stopListening = whispers.overhear(schemaName, (text) => this.#overhear(text));
  }

  join(seat: PresenceSeat): void {
    this.#seats.add(seat);
  }

  leave(seat: PresenceSeat): void {
    this.say(seat, null, 'viewing');
    this.#seats.delete(seat);
    if (this.#seats.size > 0) return;
    this.#stopSweeping();
    this.#stopListening();
    this.#options.onEmpty();
  }

  say({ sessionId, userId }: PresenceSeat, conversationId: number | null, activity: Activity): void {
    const statement: Statement = { sessionId, userId, conversationId, activity };
    this.#hear(statement);
    const text = JSON.stringify(statement);
    this.#options.whispers.whisper(this.#options.schemaName, { key: sessionId, text });
  }

  peopleIn(conversationId: number, exceptUserId: number): People {
    return this.#board.peopleIn(conversationId, exceptUserId);
  }

  inhabited(): Iterable<number> {
    return this.#board.inhabited();
  }

  #overhear(text: string): void {
    const statement = statementSchema.safeParse(parseJson(text));
    if (statement.success) this.#hear(statement.data);
  }

  #hear(statement: Statement): void {
    this.#tell(this.#board.say(statement, performance.now()));
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
    for (const seat of this.#seats) seat.changed(conversationIds);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
