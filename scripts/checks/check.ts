/** One thing that `pnpm test` finds out. */
export interface Check {
  readonly name: string;
  /** Never throws for a check that fails; what it throws is a crash, which counts as one failure. */
  run(): Promise<CheckResult>;
}

export interface CheckResult {
  readonly passed: number;
  readonly failed: number;
  /** What to read when something failed; shown as it is, and again at the end of everything. */
  readonly report?: string | undefined;
}
