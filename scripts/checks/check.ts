/** One check of `pnpm test`. */
export interface Check {
  readonly name: string;
  /** Resolves also if the check fails. A rejection is a crash and counts as one failure. */
  run(): Promise<CheckResult>;
}

export interface CheckResult {
  readonly passed: number;
  readonly failed: number;
  /** Text about failures, shown after the check's stage and again at the end of the run. */
  readonly report?: string | undefined;
}
