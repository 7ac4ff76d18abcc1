import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import type { AnyAction } from '@holdfast/schema/mutators/action';
import type { ActionFacts } from '@holdfast/schema/mutators/action-facts';
import { actions } from '@holdfast/schema/mutators/actions';
import type { ActionName, ParsedInput } from '@holdfast/schema/mutators/actions';
import type { AnyMutator } from '@holdfast/schema/mutators/mutator';
import { isMutatorName } from '@holdfast/schema/mutators/registry';
import type { MutationReceipt } from '../../contract/mutations.ts';
import type { Action, MutationRunResult } from './run-mutations.ts';

/**
 * Converts an agent's input to mutations, as the action declares them.
 * @param facts at least the facts that the action declares
 * @returns the action's own mutation first; empty if there is nothing to do
 */
export function actionsOf<Name extends ActionName>(
  name: Name,
  input: ParsedInput<Name>,
  facts: Partial<ActionFacts>,
): readonly Action[] {
  const action: AnyAction = actions[name];
  // The caller has read the facts that this action declares. The compiler cannot infer that from the table.
  const args = action.argsOf(input, facts as ActionFacts);
  if (args === null) return [];
  const following = (action.also?.(input) ?? []).map((mutation): Action => {
    if (!isMutatorName(mutation.name)) throw new HoldfastError('HF_INTERNAL', { details: { ...mutation } });
    return { name: mutation.name, newIds: 0, args: () => mutation.args as ReturnType<Action['args']> };
  });
  return [actionWith(name, action, args), ...following];
}

/** Builds an action from a mutator and its arguments. The ids of the rows that it creates are added later. */
export function actionWith(name: Action['name'], mutator: AnyMutator, args: object): Action {
  const { newIds } = mutator;
  return {
    name,
    newIds: newIds.length,
    // The definition returns arguments of this mutator. They are parsed before they are queued.
    args: (ids) =>
      ({ ...args, ...Object.fromEntries(newIds.map((key, index) => [key, ids[index]])) }) as ReturnType<
        Action['args']
      >,
  };
}

export function receiptOf({ mutations, rowIds }: MutationRunResult): MutationReceipt {
  const [first] = mutations;
  if (first === undefined) throw new HoldfastError('HF_INTERNAL', { details: { reason: 'no mutation' } });
  return { mutationId: first.id, rowId: rowIds[0] ?? null };
}
