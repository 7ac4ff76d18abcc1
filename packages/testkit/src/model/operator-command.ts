import type { SeededRandom } from '@holdfast/schema/random/seeded-random';

/** Relative frequencies of writes on the server that no agent makes: customer messages, and SQL of an operator. */
export const operatorWeights = {
  inbound: 40,
  assign: 8,
  unassign: 4,
  /** Reassigns A→B→A in two transactions. */
  assignAndBack: 3,
  /** Reassigns A→B→C in two transactions. */
  assignOnward: 3,
  /** Reassigns 30 conversations in one transaction. */
  assignMany: 1,
  archive: 1,
  resolve: 2,
  editMessage: 4,
  deleteMessage: 3,
  moveMessage: 1,
  deleteConversation: 1,
  tag: 4,
  untag: 3,
  renameTag: 1,
  renameCustomer: 3,
  changeCustomer: 1,
  renameUser: 1,
  shareResponse: 2,
  hideResponse: 2,
  newConversation: 5,
  attach: 2,
  status: 4,
  /** A transaction that stays open for a while and then commits. */
  lateCommit: 4,
  /** A transaction that stays open for a while and then rolls back. */
  lateRollback: 2,
  /** The operator declares the tenant restored: all cursors become invalid. */
  restored: 0.5,
  /** Prunes tombstones that some replica possibly has not received. */
  pruneTombstones: 0.5,
} as const;

/** A commit on the server that does not come from a device. */
export interface OperatorCommand {
  readonly kind: keyof typeof operatorWeights;
  /** From 0 to 1 each. They select rows, agents and amounts. */
  readonly choices: readonly [number, number, number];
  readonly text: string;
}

/**
 * Draws the next commit on the server.
 * @param random source of the choices
 * @param text text, unique among the commands
 */
export function drawOperatorCommand(random: SeededRandom, text: string): OperatorCommand {
  return {
    kind: random.weighted(operatorWeights),
    choices: [random.next(), random.next(), random.next()],
    text,
  };
}
