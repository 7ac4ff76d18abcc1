import type { Finding } from '@holdfast/testkit/oracle/finding';

import type { Counts } from './counts.ts';

/** What a run must have done for its silence to mean something, however short it was. */
const wanted = ['agent send', 'operator inbound', 'operator assign'];
/** What a run of many rounds must have done as well. */
const wantedOfMany = {
  operations: ['agent claim', 'agent transfer', 'agent note', 'operator assignMany', 'operator lateCommit'],
  faults: [
    'cutLink',
    'drop',
    'duplicate',
    'delay',
    'reorder',
    'partitionUp',
    'partitionDown',
    'killReplica',
    'killServer',
  ],
};
const manyRounds = 20;

/** Reports everything required that the run did not do, each as a finding: a run that did nothing finds nothing. */
export function didRealThings(run: {
  readonly rounds: number;
  readonly operations: Counts;
  readonly faults: Counts;
}): Finding[] {
  const isLong = run.rounds >= manyRounds;
  const missing = [
    ...[...wanted, ...(isLong ? wantedOfMany.operations : [])].filter(
      (name) => run.operations.of(name) === 0,
    ),
    ...(isLong ? wantedOfMany.faults : []).filter((name) => run.faults.of(name) === 0),
    ...(run.faults.total === 0 ? ['faults'] : []),
  ];
  return missing.map((name) => ({
    invariant: 0,
    about: `the run did not do what it is for: ${name}`,
    details: {},
  }));
}
