import { ensureRequirements } from '../system/ensure-requirements.ts';
import { serverTestRequirements } from '../system/requirements.ts';

/** Installs NATS. If that fails, the tests that need NATS fail; the others run. */
export default async function setup(): Promise<void> {
  try {
    await ensureRequirements(serverTestRequirements);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
  }
}
