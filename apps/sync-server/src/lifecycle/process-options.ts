/**
 * What Node is to be started with for a server. By itself the young generation grows with the memory of the machine, and
 * with the modules that are loaded: a process without any request then holds 280 MiB, of which 28 are in use.
 * How the old one grows depends on how many sessions there are (`heap-growth.ts`).
 * The first line of `cli/main.js` and the script `holdfast` say the same, and the same of the environment.
 */
export const serverNodeArguments: readonly string[] = ['--max-semi-space-size=4'];

/**
 * Environment of the process. By default glibc gives every thread its own heap, and memory that one thread freed is not
 * available to the others. glibc reads this at the start of the process.
 */
export const serverEnvironment: Readonly<Record<string, string>> = { MALLOC_ARENA_MAX: '1' };
