import type { z } from 'zod';
import type { ActionFactName, ActionFacts } from './action-facts.ts';
import type { AnyMutator, ArgName, ArgsSchema, Mutator } from './mutator.ts';

/** Schema of the input that a screen passes to an action. Every action is about one conversation. */
export type InputSchema = z.ZodType<{ readonly conversationId: number }>;

/** A mutation that an action queues after its own. It inserts no rows. */
export interface FollowingMutation {
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
}

/** How a screen calls a mutator: the screen's input, the replica's facts, and the arguments built from both. */
export interface ScreenCall<
  Args extends ArgsSchema,
  NewIds extends readonly string[],
  Input extends InputSchema,
  Facts extends readonly ActionFactName[],
  Given extends object | null,
> {
  readonly input: Input;
  /** Names of the facts that the replica reads and passes to `argsOf` and `retry`. */
  readonly facts?: Facts;
  /** Returns all arguments except those of `newIds`, or null if there is nothing to do. */
  argsOf(input: z.output<Input>, facts: Pick<ActionFacts, Facts[number]>): Given;
  /** Returns mutations that are queued in the same step, after this one. */
  also?(input: z.output<Input>): readonly FollowingMutation[];
  /** Returns the arguments of a retry after a refusal with `code`. If not defined, a retry keeps its arguments. */
  retry?(
    args: z.output<Args>,
    code: string,
    facts: Pick<ActionFacts, Facts[number]>,
  ): Omit<z.input<Args>, NewIds[number]>;
}

/** Any action, for code that handles all actions in the same way. */
export type AnyAction = AnyMutator &
  ScreenCall<ArgsSchema, readonly string[], InputSchema, readonly ActionFactName[], object | null>;

/**
 * Declares a mutator that screens call. It returns its argument; TypeScript infers the types from the call.
 * @param action the definition
 */
export function defineAction<
  Name extends string,
  Args extends ArgsSchema,
  const NewIds extends readonly ArgName<Args>[],
  Input extends InputSchema,
  Given extends Omit<z.input<Args>, NewIds[number]> | null,
  const Facts extends readonly ActionFactName[] = [],
>(
  action: Mutator<Name, Args, NewIds> & ScreenCall<Args, NewIds, Input, Facts, Given>,
): Mutator<Name, Args, NewIds> & ScreenCall<Args, NewIds, Input, Facts, Given> {
  return action;
}

/**
 * Creates a mutation for `also`.
 * @param mutator the mutator, without `newIds`
 * @param args its arguments, not yet parsed
 */
export function following<Args extends ArgsSchema>(
  mutator: Mutator<string, Args, readonly []>,
  args: z.input<Args> & Record<string, unknown>,
): FollowingMutation {
  return { name: mutator.name, args };
}
