// Generates the migrations for changed tables. Corrects two things that drizzle-kit cannot be configured for: tables are
// unqualified (each tenant has its own schema), and replicas have no foreign keys (they hold a part of the tenant's rows,
// taken from one consistent snapshot).
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const breakpoint = '--> statement-breakpoint';

for (const target of ['landlord', 'tenant', 'replica']) {
  execFileSync(
    'drizzle-kit',
    ['generate', '--config', `drizzle.${target}.config.ts`, ...process.argv.slice(2)],
    {
      stdio: 'inherit',
    },
  );
  for (const file of readdirSync(join('migrations', target)).filter((name) => name.endsWith('.sql'))) {
    const path = join('migrations', target, file);
    writeFileSync(path, fixSql(target, readFileSync(path, 'utf8')));
  }
}

function fixSql(target: string, sql: string): string {
  const unqualified = target === 'landlord' ? sql : sql.replaceAll('"public".', '');
  if (target !== 'replica') return unqualified;
  return unqualified
    .split(breakpoint)
    .filter((statement) => !/ADD CONSTRAINT .* FOREIGN KEY/.test(statement))
    .join(breakpoint);
}
