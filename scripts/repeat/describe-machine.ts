import { availableParallelism, cpus, totalmem } from 'node:os';

/** Returns processors and memory, for example `2 × AMD EPYC 7B13, 24 GiB`. */
export function describeMachine(): string {
  const model = cpus()[0]?.model.trim() ?? process.arch;
  return `${availableParallelism()} × ${model}, ${Math.round(totalmem() / 1024 ** 3)} GiB`;
}
