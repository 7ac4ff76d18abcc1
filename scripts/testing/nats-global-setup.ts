import { ensureRequirements } from '../system/ensure-requirements.ts';
import { serverTestRequirements } from '../system/requirements.ts';

/** Where it cannot be installed, the tests that need it fail, and the others run. */
export default async function setup(): Promise<void> {
  try {
    await ensureRequirements(serverTestRequirements);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
  }
}
