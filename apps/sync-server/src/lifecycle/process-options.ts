/**
 * Node arguments of a server process. By default the young generation grows with the machine's memory and the loaded
 * modules: a process that has served no request then holds 280 MiB, of which 28 MiB are in use. `heap-growth.ts` limits
 * the old generation. The first line of `cli/main.js` and the script `holdfast` repeat these arguments and the
 * environment below.
 */
export const serverNodeArguments: readonly string[] = ['--max-semi-space-size=4'];

/**
 * Environment of a server process. By default glibc gives every thread its own arena, and memory freed in one arena is
 * not reused by others. glibc reads this before the program starts, so the program cannot set it itself.
 */
export const serverEnvironment: Readonly<Record<string, string>> = { MALLOC_ARENA_MAX: '1' };
