import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { build } from 'vite';
import type { Plugin } from 'vite';

// node previous-client/build.ts <commit>: bundles the replica of that commit into one file for the tests. See
// README.md.

const commit = process.argv[2];
if (commit === undefined || !/^[0-9a-f]{7,40}$/.test(commit))
  throw new Error('usage: node build.ts <commit>');

const here = import.meta.dirname;
const repository = join(here, '../../..');
const checkout = join(mkdtempSync(join(tmpdir(), 'holdfast-previous-')), 'checkout');
git('worktree', 'add', '--detach', checkout, commit);
try {
  for (const workspace of ['apps/desktop', 'packages/schema']) {
    symlinkSync(join(repository, workspace, 'node_modules'), join(checkout, workspace, 'node_modules'));
  }
  const code = await bundle(checkout);
  const compressed = brotliCompressSync(code, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
  writeFileSync(join(here, 'replica.mjs.br'), compressed);
  writeFileSync(join(here, 'COMMIT'), `${commit}\n`);
  process.stdout.write(`${code.length} bytes, ${compressed.length} compressed\n`);
} finally {
  git('worktree', 'remove', '--force', checkout);
  rmSync(join(checkout, '..'), { recursive: true, force: true });
}

async function bundle(root: string): Promise<string> {
  const result = await build({
    configFile: false,
    root: here,
    logLevel: 'warn',
    plugins: [filesOfCommit(root)],
    define: { previousMigrations: JSON.stringify(readMigrations(root)) },
    ssr: { noExternal: true, external: ['@electric-sql/pglite'], target: 'node' },
    build: {
      ssr: join(here, 'harness.ts'),
      target: 'node18.15',
      minify: true,
      write: false,
      rolldownOptions: { output: { format: 'es', codeSplitting: false } },
    },
  });
  const chunks = 'output' in result ? result.output.filter(({ type }) => type === 'chunk') : [];
  const [chunk] = chunks;
  if (chunk?.type !== 'chunk' || chunks.length !== 1) throw new Error('the bundle must be one file');
  return chunk.code;
}

/** Resolves the harness's `../src/…` and all `@holdfast/schema/…` imports to the files of the commit. */
function filesOfCommit(root: string): Plugin {
  return {
    name: 'holdfast:files-of-commit',
    enforce: 'pre',
    resolveId(source, importer) {
      const schema = /^@holdfast\/schema\/(.+)$/.exec(source)?.[1];
      if (schema !== undefined) return join(root, 'packages/schema/src', `${schema}.ts`);
      const isHarness = importer?.startsWith(here) === true;
      return isHarness && source.startsWith('../src/') ? join(root, 'apps/desktop', source.slice(3)) : null;
    },
  };
}

function readMigrations(root: string): Readonly<Record<string, string>> {
  const directory = join(root, 'packages/schema/migrations/replica');
  const names = [
    ...readdirSync(directory).filter((name) => name.endsWith('.sql')),
    join('meta', '_journal.json'),
  ];
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(directory, name), 'utf8')]));
}

function git(...parameters: readonly string[]): void {
  execFileSync('git', ['-C', repository, ...parameters], { stdio: ['ignore', 'ignore', 'inherit'] });
}
