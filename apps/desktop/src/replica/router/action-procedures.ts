import type { TRPCMutationProcedure } from '@trpc/server';
import { actionNames, actions } from '@holdfast/schema/mutators/actions';
import type { ActionName } from '@holdfast/schema/mutators/actions';
import type { AgentActions } from '../../contract/mutations.ts';
import { procedure } from './replica-procedure.ts';

type ActionProcedures = {
  readonly [Name in ActionName]: TRPCMutationProcedure<{
    input: AgentActions[Name]['input'];
    output: AgentActions[Name]['result'];
    meta: unknown;
  }>;
};

/** One procedure for each of the agent's actions, derived from the mutators. */
export const actionProcedures = Object.fromEntries<unknown>(
  actionNames.map((name) => [
    name,
    procedure
      .input(actions[name].input)
      .mutation(({ ctx, input }) => ctx.operations.act(name, input as AgentActions[typeof name]['parsed'])),
  ]),
  // The name decides the types of input and output, which the compiler cannot follow.
) as ActionProcedures;
