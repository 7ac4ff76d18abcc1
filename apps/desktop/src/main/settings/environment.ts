import { z } from 'zod';
import { signInInputSchema } from '../../contract/session.ts';
import type { SignInInput } from '../../contract/session.ts';

export interface Environment {
  /** Where to sign in unless an account says otherwise. */
  readonly serverUrl: string;
  /** The profile folder; null: the system's own place for it. */
  readonly userDataDirectory: string | null;
  /** Signs in by itself; for demonstrations on this machine only. */
  readonly demoSignIn: SignInInput | null;
}

/**
 * Reads the settings that development and tests give by environment variables.
 * A demo sign-in is honoured only together with a server on this very machine, so that no password ever has a
 * reason to be put into the environment of a real installation.
 */
export function readEnvironment(variables: NodeJS.ProcessEnv): Environment {
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
