/**
 * What Node is to be started with for a server. By itself the young generation grows with the memory of the machine, and
 * with the modules that are loaded: a process that has answered nobody yet then holds 280 MiB, of which 28 are in use.
 * The first line of `cli/main.ts` and the script `holdfast` say the same.
 */
export const serverNodeArguments: readonly string[] = ['--max-semi-space-size=4'];
