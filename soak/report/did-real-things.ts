import type { Finding } from '@holdfast/schema/testing/oracle/finding';

import type { SoakOptions } from '../options.ts';

/** What a run must have done at least once for its silence to mean something. */
const wanted = {
  operations: ['agent send', 'agent claim', 'agent transfer', 'operator inbound', 'operator assign'],
  faults: ['cutLink', 'duplicate', 'delay', 'killReplica'],
} as const;

/** A short run cannot do everything, but it must do something of each kind. */
export function didRealThings(
  counted: Readonly<Record<'operations' | 'faults', Readonly<Record<string, number>>>>,
  { minutes }: SoakOptions,
): Finding[] {
  if (minutes < 1) return [];
  return (['operations', 'faults'] as const).flatMap((kind) =>
    wanted[kind]
      .filter((name) => (counted[kind][name] ?? 0) === 0)
      .map((name): Finding => ({ invariant: 0, about: `the run did nothing: no ${name}`, details: {} })),
  );
}
