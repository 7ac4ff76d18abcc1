import { useRunDirectory } from './run-directory.ts';

/** Workers and what they start inherit the environment of this process. */
export default function setup(): void {
  useRunDirectory();
}
