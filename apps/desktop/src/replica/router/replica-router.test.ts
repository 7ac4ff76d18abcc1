import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import { expect, expectTypeOf, it } from 'vitest';
import type { LiveQueries, LiveQueryName } from '../../contract/live-queries.ts';
import type { MutationReceipt, SendMessageInput } from '../../contract/mutations.ts';
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

it('takes and gives what the contract says', () => {
  expectTypeOf<Inputs['inbox']['list']>().toEqualTypeOf<LiveQueries['inbox.list']['input']>();
  expectTypeOf<Inputs['conversation']['sendMessage']>().toEqualTypeOf<SendMessageInput>();
  expectTypeOf<Outputs['conversation']['sendMessage']>().toEqualTypeOf<MutationReceipt>();
});
