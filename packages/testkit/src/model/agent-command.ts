import type { SeededRandom } from '@holdfast/schema/random/seeded-random';

/** Relative frequencies of an agent's actions. */
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
  /** Requests messages older than the window. */
  readOlder: 3,
  offline: 3,
  online: 6,
} as const;

/** An action of an agent on a device. `choice`, from 0 to 1, selects one of the conversations on the device. */
export interface AgentCommand {
  readonly kind: keyof typeof agentWeights;
  readonly choice: number;
  /** From 0 to 1. Selects the tag, status or colleague. */
  readonly other: number;
  /** Text that no other command has. */
  readonly text: string;
}

/**
 * Draws the agent's next action.
 * @param random source of the choices
 * @param text text of a message or note, unique among the commands
 */
export function drawAgentCommand(random: SeededRandom, text: string): AgentCommand {
  return { kind: random.weighted(agentWeights), choice: random.next(), other: random.next(), text };
}
