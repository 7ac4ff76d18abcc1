import { ensureRequirements } from './ensure-requirements.ts';
import { electronRequirements, headlessRequirements } from './requirements.ts';

/** What Electron links against, and what it needs where there is no display. */
export async function ensureSystemLibraries(needs: { readonly headless: boolean }): Promise<void> {
  await ensureRequirements(
    needs.headless ? [...electronRequirements, ...headlessRequirements] : electronRequirements,
  );
}
