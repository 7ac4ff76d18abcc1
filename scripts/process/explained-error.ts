/** An error whose message says all that its reader needs: it is printed without a stack. */
export class ExplainedError extends Error {
  override readonly name = 'ExplainedError';
}

/** Runs a script to its end, or prints why it failed and sets the exit code. */
export async function runScript(script: () => Promise<void>): Promise<void> {
  try {
    await script();
  } catch (error) {
    console.error(error instanceof ExplainedError ? `\n${error.message}` : error);
    process.exitCode = 1;
  }
}
