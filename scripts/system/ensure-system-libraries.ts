import { ensureRequirements } from './ensure-requirements.ts';
import { electronRequirements, headlessRequirements } from './requirements.ts';

/** Installs the libraries of Electron and, if there is no display, the packages for a virtual one. */
export async function ensureSystemLibraries(needs: { readonly headless: boolean }): Promise<void> {
  await ensureRequirements(
    needs.headless ? [...electronRequirements, ...headlessRequirements] : electronRequirements,
  );
}
