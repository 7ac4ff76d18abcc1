import type { z } from 'zod';
import type { AnyAction } from './action.ts';
import { isMutatorName, mutatorNames, mutators } from './registry.ts';
import type { MutatorName } from './registry.ts';

type Mutators = typeof mutators;

/** The name of a mutator that the screens call. */
export type ActionName = {
  [Name in MutatorName]: Mutators[Name] extends { readonly input: z.ZodType } ? Name : never;
}[MutatorName];

/** What a screen gives to an action. */
export type ActionInput<Name extends ActionName> = z.input<Mutators[Name]['input']>;

/** What a screen gave, parsed. */
export type ParsedInput<Name extends ActionName> = z.output<Mutators[Name]['input']>;

/** The actions that find nothing to do in some states of the conversation. */
export type OptionalActionName = {
  [Name in ActionName]: null extends ReturnType<Mutators[Name]['argsOf']> ? Name : never;
}[ActionName];

/** Every action by its name, for code that treats all of them alike. */
export const actions: Readonly<Record<ActionName, AnyAction>> = mutators;

/** Every name of an action. */
export const actionNames = mutatorNames.filter(isActionName);

/**
 * Whether a name, from outside, is that of an action.
 * @param name anything
 */
export function isActionName(name: string): name is ActionName {
  return isMutatorName(name) && 'input' in mutators[name];
}
