import type { BenchWorld } from './world/world.ts';

/** One figure; printed as one JSON line. */
export interface Figure {
  readonly metric: string;
  readonly value: number;
  readonly unit: string;
}

export interface BenchContext {
  /** A Postgres and a server, running. */
  readonly world: BenchWorld;
  /** `full` measures; `tiny` only shows, within seconds, that the code still works. */
  readonly size: 'full' | 'tiny';
  /** What the command line asks for beyond that, such as `large`. */
  readonly flags: ReadonlySet<string>;
}

/** One benchmark: a file in `benches/`, listed in `benches.ts`. */
export interface Bench {
  readonly name: string;
  /** What is measured, in one line. */
  readonly about: string;
  run(context: BenchContext): Promise<readonly Figure[]>;
}
