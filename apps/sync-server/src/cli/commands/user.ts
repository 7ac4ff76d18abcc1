import { userRoles } from '@holdfast/schema/domain/user';
import { Option } from 'commander';
import type { Command } from 'commander';

import { createUser } from '../../users/create-user.ts';
import { deactivateUser } from '../../users/deactivate-user.ts';
import { listUsers } from '../../users/list-users.ts';
import { setPassword } from '../../users/set-password.ts';
import { onRun, command } from '../command.ts';
import { operatorName } from '../operator-name.ts';
import { readSecret } from '../read-secret.ts';
import { formatTable } from '../format-table.ts';
import { withPool } from '../with-pool.ts';

const passwordVariable = 'HOLDFAST_USER_PASSWORD';

interface OfTenant {
  readonly tenant: string;
}

export function registerUser(program: Command): void {
  const user = program.command('user').description('the users of a tenant');

  const create = command(
    'create',
    `create a user; the password is read from ${passwordVariable} or standard input`,
  )
    .argument('<email>')
    .requiredOption('--tenant <slug>')
    .requiredOption('--name <name>')
    .addOption(new Option('--role <role>').choices(userRoles).default('agent'))
    .option('--locale <tag>', 'language of the app, like en or de', 'en');
  user.addCommand(onRun(create, runCreateUser));

  const list = command('list', 'list the users of a tenant').requiredOption('--tenant <slug>');
  user.addCommand(onRun(list, runListUsers));

  const deactivate = command('deactivate', 'end all sessions of a user and refuse sign-in')
    .argument('<email>')
    .requiredOption('--tenant <slug>');
  user.addCommand(onRun(deactivate, runDeactivateUser));

  const password = command(
    'set-password',
    `set a password, read from ${passwordVariable} or standard input, and sign all devices out`,
  )
    .argument('<email>')
    .requiredOption('--tenant <slug>');
  user.addCommand(onRun(password, runSetPassword));
}

interface CreateOptions extends OfTenant {
  readonly name: string;
  readonly role: string;
  readonly locale: string;
}

async function runCreateUser({ tenant, name, role, locale }: CreateOptions, [email = '']: readonly string[]) {
  const password = await readSecret(passwordVariable);
  const input = { tenant, email, name, role, locale, password, actor: operatorName() };
  const user = await withPool((pool) => createUser(pool, input));
  return { data: user, text: `User ${user.email} (${user.role}) is ready.` };
}

async function runListUsers({ tenant }: OfTenant) {
  const users = await withPool((pool) => listUsers(pool, tenant));
  return { data: users, text: formatTable(users, 'This tenant has no user.') };
}

async function runDeactivateUser({ tenant }: OfTenant, [email = '']: readonly string[]) {
  const user = await withPool((pool) => deactivateUser(pool, { tenant, email, actor: operatorName() }));
  return { data: user, text: `User ${user.email} is deactivated.` };
}

async function runSetPassword({ tenant }: OfTenant, [email = '']: readonly string[]) {
  const password = await readSecret(passwordVariable);
  const user = await withPool((pool) =>
    setPassword(pool, { tenant, email, password, actor: operatorName() }),
  );
  return { data: user, text: `The password of ${user.email} is set; all devices are signed out.` };
}
