import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Plugin } from 'vite';

const run = promisify(execFile);

/** Builds the initialized database that ships with the app, once per run of the build. */
export function buildReplicaTemplate(directory: string): Plugin {
  let isBuilt = false;
  return {
    name: 'holdfast:build-replica-template',
    async closeBundle() {
      if (isBuilt) return;
      isBuilt = true;
      await run(process.execPath, ['src/replica/template/build-template.ts', directory]);
    },
  };
}
