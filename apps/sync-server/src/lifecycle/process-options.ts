/**
 * What Node is to be started with for a server. By itself the young generation grows with the memory of the machine, and
 * with the modules that are loaded: a process that has answered nobody yet then holds 280 MiB, of which 28 are in use.
 * How the old one grows depends on how many sessions there are (`heap-growth.ts`).
 * The first line of `cli/main.js` and the script `holdfast` say the same, and the same of the environment.
 */
export const serverNodeArguments: readonly string[] = ['--max-semi-space-size=4'];

/**
 * And in what environment: by itself glibc gives every thread a heap of its own, and keeps what one of them has freed from
 * the others. It reads this before a program has its first word.
 */
export const serverEnvironment: Readonly<Record<string, string>> = { MALLOC_ARENA_MAX: '1' };
