/** One figure; printed as one JSON line. */
export interface Figure {
  readonly metric: string;
  readonly value: number;
  readonly unit: string;
}

/** One benchmark: a file in `benches/`, listed in `run.ts`. */
export interface Bench {
  readonly name: string;
  /** What is measured, in one line. */
  readonly about: string;
  run(): Promise<readonly Figure[]>;
}
