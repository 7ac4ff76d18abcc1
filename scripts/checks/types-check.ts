import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { repositoryRoot } from '../paths.ts';
import { runCommand } from '../process/run-command.ts';
import type { Check } from './check.ts';

const parents = ['packages', 'apps', '.'];

/** Type-checks every project. Each runtime has its own project, so that none uses the globals of another. */
export const typesCheck: Check = {
  name: 'types',
  run: async () => {
    const reports: string[] = [];
    const projects = parents.flatMap(findWorkspaces).flatMap(findProjects);
    for (const project of projects) {
      const result = await runCommand('tsc', ['-p', project], { cwd: repositoryRoot, timeout: 600_000 });
      if (result.exitCode !== 0) reports.push(`${project}\n${result.stdout}${result.stderr}`);
    }
    return { passed: projects.length - reports.length, failed: reports.length, report: reports.join('\n') };
  },
};

function findWorkspaces(parent: string): string[] {
  return readdirSync(join(repositoryRoot, parent), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'node_modules')
    .map(({ name }) => join(parent, name));
}

/** Returns the projects that include files. The others only reference them, for editors. */
function findProjects(workspace: string): string[] {
  return readdirSync(join(repositoryRoot, workspace))
    .filter((name) => /^tsconfig(\.\w+)?\.json$/.test(name))
    .map((name) => `${workspace}/${name}`)
    .filter((path) => readFileSync(join(repositoryRoot, path), 'utf8').includes('"include"'));
}
