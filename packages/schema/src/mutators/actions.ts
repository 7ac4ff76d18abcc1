import type { z } from 'zod';
import type { AnyAction } from './action.ts';
import { isMutatorName, mutatorNames, mutators } from './registry.ts';
import type { MutatorName } from './registry.ts';

type Mutators = typeof mutators;

/** Name of a mutator that screens call. */
export type ActionName = {
  [Name in MutatorName]: Mutators[Name] extends { readonly input: z.ZodType } ? Name : never;
}[MutatorName];

/** Input that a screen passes to an action. */
export type ActionInput<Name extends ActionName> = z.input<Mutators[Name]['input']>;

/** Input of an action after parsing. */
export type ParsedInput<Name extends ActionName> = z.output<Mutators[Name]['input']>;

/** Names of the actions whose `argsOf` can return null, because there is nothing to do. */
export type OptionalActionName = {
  [Name in ActionName]: null extends ReturnType<Mutators[Name]['argsOf']> ? Name : never;
}[ActionName];

/** All actions by name, for code that handles all actions in the same way. */
export const actions: Readonly<Record<ActionName, AnyAction>> = mutators;

/** Names of all actions. */
export const actionNames = mutatorNames.filter(isActionName);

/**
 * Returns true if a name is the name of an action.
 * @param name any string, for example from another process
 */
export function isActionName(name: string): name is ActionName {
  return isMutatorName(name) && 'input' in mutators[name];
}
