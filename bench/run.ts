import { benches } from './benches.ts';
import { BenchWorld } from './world/world.ts';

const maxMinutes = 30;

const names = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const flags = new Set(
  process.argv.slice(2).flatMap((argument) => (argument.startsWith('--') ? [argument.slice(2)] : [])),
);
const size = flags.has('tiny') ? 'tiny' : 'full';

if (names.length === 0) {
  for (const bench of benches) console.log(`${bench.name.padEnd(16)} ${bench.about}`);
}
for (const name of names) {
  const bench = benches.find((candidate) => candidate.name === name);
  if (bench === undefined) {
    console.error(
      `There is no benchmark ${name}. There are: ${benches.map((candidate) => candidate.name).join(', ')}`,
    );
    process.exitCode = 1;
    break;
  }
  if (!flags.has('json')) console.error(`${bench.name}: ${bench.about}`);
  await using world = await BenchWorld.start();
  const release = endEarly(world);
  for (const figure of await bench.run({ world, size, flags }))
    console.log(JSON.stringify({ bench: bench.name, ...figure }));
  release();
}

/**
 * Ends the run if it is interrupted or takes too long. Stops Postgres, which has its own process group and would
 * otherwise keep running.
 */
function endEarly(world: BenchWorld): () => void {
  const end = (reason: string) => {
    console.error(reason);
    void world[Symbol.asyncDispose]().finally(() => process.exit(130));
  };
  const onInterrupt = () => end('interrupted');
  const timer = setTimeout(() => end(`not done after ${maxMinutes} minutes`), maxMinutes * 60_000);
  process.once('SIGINT', onInterrupt);
  process.once('SIGTERM', onInterrupt);
  return () => {
    clearTimeout(timer);
    process.off('SIGINT', onInterrupt);
    process.off('SIGTERM', onInterrupt);
  };
}
