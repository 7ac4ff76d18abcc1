import type { SeededRandom } from '@holdfast/schema/random/seeded-random';

/** How often an agent does what, in relation to each other. */
export const agentWeights = {
  send: 30,
  note: 8,
  addTag: 6,
  removeTag: 4,
  status: 8,
  claim: 8,
  transfer: 6,
  markRead: 10,
  useCannedResponse: 4,
  /** Reads further back than a conversation came with. */
  readOlder: 3,
  offline: 3,
  online: 6,
} as const;

/** What an agent does at their device. `choice`, from 0 to 1, picks the conversation among those that are there. */
export interface AgentCommand {
  readonly kind: keyof typeof agentWeights;
  readonly choice: number;
  /** Picks what else there is to be picked: a tag, a status, a colleague. */
  readonly other: number;
  /** Words that no other command has. */
  readonly text: string;
}

/**
 * Draws what an agent does next.
 * @param random where the choice comes from
 * @param text words for a message or note, as no other command has them
 */
export function drawAgentCommand(random: SeededRandom, text: string): AgentCommand {
  return { kind: random.weighted(agentWeights), choice: random.next(), other: random.next(), text };
}
