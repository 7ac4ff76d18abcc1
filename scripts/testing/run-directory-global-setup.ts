import { useRunDirectory } from './run-directory.ts';

/** Sets the variables of the run directory; workers and their child processes inherit them. */
export default function setup(): void {
  useRunDirectory();
}
