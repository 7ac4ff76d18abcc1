import { z } from 'zod';
import { signInInputSchema } from '../../contract/session.ts';
import type { SignInInput } from '../../contract/session.ts';

export interface DesktopEnvironment {
  /** Server for the sign-in if no account names another one. */
  readonly serverUrl: string;
  /** The profile folder; null: the system's default. */
  readonly userDataDirectory: string | null;
  /** Credentials to sign in automatically; for demos on this machine only. */
  readonly demoSignIn: SignInInput | null;
}

/**
 * Reads the environment variables that development and tests use. A demo sign-in is accepted only with a server on this
 * machine, so that no password of a real installation is ever put into an environment.
 */
export function readEnvironment(variables: NodeJS.ProcessEnv): DesktopEnvironment {
  const { data: parsed, error } = environmentSchema.safeParse(variables);
  if (error !== undefined) throw new Error(z.prettifyError(error));
  const demoSignIn = isLoopback(parsed.HOLDFAST_SERVER_URL) ? parsed.HOLDFAST_DEMO_SIGN_IN : undefined;
  return {
    serverUrl: parsed.HOLDFAST_SERVER_URL,
    userDataDirectory: parsed.HOLDFAST_USER_DATA ?? null,
    demoSignIn: demoSignIn ?? null,
  };
}

const json = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: 'custom', message: 'is not JSON' });
    return z.NEVER;
  }
});

const environmentSchema = z.object({
  HOLDFAST_SERVER_URL: z.url({ protocol: /^https?$/ }).default('http://127.0.0.1:7420'),
  HOLDFAST_USER_DATA: z.string().min(1).optional(),
  HOLDFAST_DEMO_SIGN_IN: json.pipe(signInInputSchema).optional(),
});

function isLoopback(serverUrl: string): boolean {
  return ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(serverUrl).hostname);
}
