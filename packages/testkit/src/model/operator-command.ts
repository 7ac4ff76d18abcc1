import type { SeededRandom } from '@holdfast/schema/random/seeded-random';

/** How often what happens on the server beside the agents: customers who write, and SQL by hand. */
export const operatorWeights = {
  inbound: 40,
  assign: 8,
  unassign: 4,
  /** A→B→A in two transactions. */
  assignAndBack: 3,
  /** A→B→C in two transactions. */
  assignOnward: 3,
  /** Thirty conversations at once. */
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
  /** Written, held open for a while, then committed. */
  lateCommit: 4,
  /** Written, held open for a while, then taken back. */
  lateRollback: 2,
  /** The operator says that the tenant was restored: cursors mean nothing any more. */
  restored: 0.5,
  /** Tombstones of which a replica may not have been told. */
  pruneTombstones: 0.5,
} as const;

/** Something that is committed on the server, not through a device. */
export interface OperatorCommand {
  readonly kind: keyof typeof operatorWeights;
  /** From 0 to 1 each; they pick rows, agents and amounts. */
  readonly choices: readonly [number, number, number];
  readonly text: string;
}

/**
 * Draws what happens on the server next.
 * @param random where the choice comes from
 * @param text words as no other command has them
 */
export function drawOperatorCommand(random: SeededRandom, text: string): OperatorCommand {
  return {
    kind: random.weighted(operatorWeights),
    choices: [random.next(), random.next(), random.next()],
    text,
  };
}
