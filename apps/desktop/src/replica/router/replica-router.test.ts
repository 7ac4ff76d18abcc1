import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import { expect, expectTypeOf, it } from 'vitest';
import { actionNames, isActionName } from '@holdfast/schema/mutators/actions';
import { mutatorNames } from '@holdfast/schema/mutators/registry';
import type { LiveQueries, LiveQueryName } from '../../contract/live-queries.ts';
import type { MutationReceipt } from '../../contract/mutations.ts';
import { namedQueries } from '../queries/named-queries.ts';
import { replicaRouter } from './replica-router.ts';
import type { ReplicaRouter } from './replica-router.ts';

type Inputs = inferRouterInputs<ReplicaRouter>;
type Outputs = inferRouterOutputs<ReplicaRouter>;

it('has a procedure for every named query', () => {
  const procedures = Object.keys(replicaRouter._def.procedures);
  const names: readonly LiveQueryName[] = [
    'session.state',
    ...(Object.keys(namedQueries) as LiveQueryName[]),
  ];
  expect(names.filter((name) => !procedures.includes(name))).toEqual([]);
});

it('has the input and output types of the contract', () => {
  expectTypeOf<Inputs['inbox']['list']>().toEqualTypeOf<LiveQueries['inbox.list']['input']>();
  expectTypeOf<Inputs['conversation']['sendMessage']>().toEqualTypeOf<{
    conversationId: number;
    text: string;
    cannedResponseId?: number | null | undefined;
  }>();
  expectTypeOf<Outputs['conversation']['sendMessage']>().toEqualTypeOf<MutationReceipt>();
  expectTypeOf<Outputs['conversation']['markRead']>().toEqualTypeOf<MutationReceipt | null>();
});

it('has a procedure for every action, and none for a mutator that no screen calls', () => {
  const procedures = Object.keys(replicaRouter._def.procedures);
  expect(actionNames.filter((name) => !procedures.includes(`conversation.${name}`))).toEqual([]);
  expect(mutatorNames.filter((name) => !isActionName(name))).toEqual(['useCannedResponse']);
  expect(procedures).not.toContain('conversation.useCannedResponse');
});
