import type { SeededRandom } from '@holdfast/schema/random/seeded-random';
import { delivered } from './link-direction.ts';
import type { MessageFate } from './link-direction.ts';
import type { WireMessage, WireMessageKind } from './wire-message.ts';

/** Probability of each fault of a message, from 0 to 1. */
export interface NetworkFaults {
  readonly drop: number;
  readonly duplicate: number;
  readonly delay: number;
  readonly reorder: number;
  readonly cut: number;
}

/** A network without faults. */
export const noNetworkFaults: NetworkFaults = { drop: 0, duplicate: 0, delay: 0, reorder: 0, cut: 0 };

/**
 * Messages that can be dropped or overtaken while the connection stays open: the receiver detects that from the next
 * one. The reply to a call must not be dropped: TCP loses none without losing the connection, and the protocol relies on
 * that.
 */
const replaceable: ReadonlySet<WireMessageKind> = new Set(['delta', 'acknowledge']);
/** Messages that can arrive twice: the receiver recognizes duplicates. */
const repeatable: ReadonlySet<WireMessageKind> = new Set(['delta', 'acknowledge', 'push']);

/**
 * Draws the faults of a message.
 * @param weather probabilities of the faults
 * @param random source of the choices
 */
export function drawFate(message: WireMessage, weather: NetworkFaults, random: SeededRandom): MessageFate {
  const [cut, drop, duplicate, reorder, delay] = Array.from({ length: 5 }, () => random.next());
  const echoMs = random.between(1, 600);
  const isReplaceable = replaceable.has(message.kind);
  if ((cut ?? 1) < weather.cut)
    return { ...delivered, cutAfterBytes: random.between(0, Math.max(0, message.frame.length - 1)) };
  if (isReplaceable && (drop ?? 1) < weather.drop) return { ...delivered, copies: 0 };
  return {
    ...delivered,
    ...(repeatable.has(message.kind) && (duplicate ?? 1) < weather.duplicate
      ? echoMs > 300
        ? { echoAfter: echoMs }
        : { copies: 2 }
      : {}),
    isOvertaken: isReplaceable && (reorder ?? 1) < weather.reorder,
    delayMs: (delay ?? 1) < weather.delay ? random.between(1, 300) : 0,
  };
}

/** Returns the name of the fault in reports; null if there is none. */
export function faultOf(fate: MessageFate): keyof NetworkFaults | null {
  if (fate.cutAfterBytes !== null) return 'cut';
  if (fate.copies === 0) return 'drop';
  if (fate.copies > 1 || fate.echoAfter !== null) return 'duplicate';
  if (fate.isOvertaken) return 'reorder';
  return fate.delayMs > 0 ? 'delay' : null;
}
