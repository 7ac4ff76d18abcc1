import type {
  ActionInput,
  ActionName,
  OptionalActionName,
  ParsedInput,
} from '@holdfast/schema/mutators/actions';

/**
 * The agent's actions, derived from the mutators. Each resolves once the action is on disk and visible, never waiting for
 * the server; to null where there was nothing to do.
 */
export type AgentActions = {
  readonly [Name in ActionName]: {
    /** What the screen gives. */
    readonly input: ActionInput<Name>;
    /** The same, as the router has parsed it. */
    readonly parsed: ParsedInput<Name>;
    readonly result: Name extends OptionalActionName ? MutationReceipt | null : MutationReceipt;
  };
};

export interface MutationReceipt {
  readonly mutationId: number;
  /** The final id of the row that the action created (a message, a note), or null if it created none. */
  readonly rowId: number | null;
}
