import { breakRule } from '@holdfast/schema/proof/broken-rules';
import type { BreakableRule } from '@holdfast/schema/proof/broken-rules';

/** Runs something in a build that does not keep a rule. */
export async function withoutRule<Result>(rule: BreakableRule, run: () => Promise<Result>): Promise<Result> {
  const mend = breakRule(rule);
  try {
    return await run();
  } finally {
    mend();
  }
}
