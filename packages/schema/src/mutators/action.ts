import type { z } from 'zod';
import type { ActionFactName, ActionFacts } from './action-facts.ts';
import type { AnyMutator, ArgName, ArgsSchema, Mutator } from './mutator.ts';

/** What a screen gives to an action. Every action is about one conversation. */
export type InputSchema = z.ZodType<{ readonly conversationId: number }>;

/** A mutation that an action queues after its own. It makes no rows. */
export interface FollowingMutation {
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
}

/** How a screen calls a mutator: what the screen gives, what the replica adds, and what arguments that makes. */
export interface ScreenCall<
  Args extends ArgsSchema,
  NewIds extends readonly string[],
  Input extends InputSchema,
  Facts extends readonly ActionFactName[],
  Given extends object | null,
> {
  readonly input: Input;
  /** What the replica looks up and hands to `argsOf` and `retry`. */
  readonly facts?: Facts;
  /** All arguments but those of `newIds`; null when there is nothing to do. */
  argsOf(input: z.output<Input>, facts: Pick<ActionFacts, Facts[number]>): Given;
  /** Mutations that are queued together with this one, after it. */
  also?(input: z.output<Input>): readonly FollowingMutation[];
  /** The arguments when the agent tries again after a refusal with `code`, where they differ. */
  retry?(
    args: z.output<Args>,
    code: string,
    facts: Pick<ActionFacts, Facts[number]>,
  ): Omit<z.input<Args>, NewIds[number]>;
}

/** Any action, for code that treats all of them alike. */
export type AnyAction = AnyMutator &
  ScreenCall<ArgsSchema, readonly string[], InputSchema, readonly ActionFactName[], object | null>;

/**
 * Declares a mutator that the screens call; exists so that the types are inferred.
 * @param action its definition
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
 * A mutation for `also`.
 * @param mutator which one
 * @param args its arguments
 */
export function following<Args extends ArgsSchema>(
  mutator: Mutator<string, Args, readonly []>,
  args: z.input<Args> & Record<string, unknown>,
): FollowingMutation {
  return { name: mutator.name, args };
}
