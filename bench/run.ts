import type { Bench } from './bench.ts';
import { pgliteApply } from './benches/pglite-apply.ts';

const benches: readonly Bench[] = [pgliteApply];

const names = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const onlyJson = process.argv.includes('--json');

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
  if (!onlyJson) console.error(`${bench.name}: ${bench.about}`);
  for (const figure of await bench.run()) console.log(JSON.stringify({ bench: bench.name, ...figure }));
}
