import type { ErrorDefinition } from './error-definition.ts';

/** Errors of starting and running the server. `error-codes.ts` merges them into the table. */
export const operationErrors = {
  HF_SETTINGS_INVALID: {
    message: 'Settings are missing or wrong',
    userMessage: 'The server is not configured correctly.',
    remedy: 'Correct the environment variables that the details name. docs/operations.md lists them all.',
    retry: 'after-change',
    httpStatus: 500,
  },
  HF_DATABASE_UNREACHABLE: {
    message: 'Postgres cannot be reached',
    userMessage: 'The database cannot be reached. Try again later.',
    remedy: 'Check HOLDFAST_DATABASE_URL, and that Postgres runs and accepts connections.',
    retry: 'later',
    httpStatus: 503,
  },
  HF_DATABASE_TOO_OLD: {
    message: 'Postgres is older than version 15',
    userMessage: 'The database is too old for this version of Holdfast.',
    remedy: 'Use Postgres 15 or newer.',
    retry: 'after-change',
    httpStatus: 500,
  },
  HF_DATABASE_RIGHTS_MISSING: {
    message: 'The database login lacks rights that Holdfast needs',
    userMessage: 'The database does not grant the rights that Holdfast needs.',
    remedy:
      'Grant the login of HOLDFAST_DATABASE_URL the rights that the details name (CREATEROLE, CREATE on the database).',
    retry: 'after-change',
    httpStatus: 500,
  },
  HF_MIGRATIONS_PENDING: {
    message: 'The database is not migrated to this version',
    userMessage: 'The database is being updated. Try again in a few minutes.',
    remedy: 'Run `holdfast migrate`.',
    retry: 'after-change',
    httpStatus: 503,
  },
  HF_MIGRATION_FAILED: {
    message: 'A migration failed and was rolled back',
    userMessage: 'The database could not be updated.',
    remedy:
      'Fix the cause that the details name, then run `holdfast migrate` again. It continues where it stopped.',
    retry: 'after-change',
    httpStatus: 500,
  },
  HF_MIGRATION_EDITED: {
    message: 'A migration was edited after it had been applied',
    userMessage: 'The database does not match this version of Holdfast.',
    remedy: 'Restore the migration file, and write a new migration for the change.',
    retry: 'after-change',
    httpStatus: 500,
  },
  HF_MIGRATION_UNKNOWN: {
    message: 'The database has a migration that this version does not know',
    userMessage: 'The database belongs to a newer version of Holdfast.',
    remedy: 'Run the newer version of Holdfast again, or restore a backup from before the upgrade.',
    retry: 'after-change',
    httpStatus: 500,
  },
  HF_PORT_IN_USE: {
    message: 'Another process uses the port',
    userMessage: 'The server cannot start: its port is in use.',
    remedy: 'Stop the other process, or set HOLDFAST_PORT to a free port.',
    retry: 'after-change',
    httpStatus: 500,
  },
  HF_FILES_DIRECTORY_UNUSABLE: {
    message: 'The directory for files is not writable',
    userMessage: 'Files cannot be stored now. Try again later.',
    remedy:
      'Give the user of the server write permission for HOLDFAST_FILES_DIRECTORY, and check the free disk space.',
    retry: 'after-change',
    httpStatus: 500,
  },
  HF_CLUSTER_UNKNOWN: {
    message: 'No Postgres cluster has this name',
    userMessage: 'The server does not know this database.',
    remedy: 'List the clusters with `holdfast cluster list`, or add one with `holdfast cluster add`.',
    retry: 'after-change',
    httpStatus: 404,
  },
  HF_CLUSTER_URL_MISSING: {
    message: 'The environment variable with the URL of a Postgres cluster is not set for this process',
    userMessage: 'The database of this workspace cannot be reached. Try again later.',
    remedy:
      'Set the environment variable that the details name for every process, then restart each process.',
    retry: 'after-change',
    httpStatus: 503,
  },
  HF_TENANT_COPY_DIFFERS: {
    message: 'The copy of a tenant differs from its source; the tenant stays where it was',
    userMessage: 'The workspace could not be moved.',
    remedy:
      'Read in the details which tables differ, and report it: the two Postgres servers may not store the same values.',
    retry: 'after-change',
    httpStatus: 500,
  },
  HF_CLOCK_SKEWED: {
    message: 'The clocks of this machine and of Postgres differ',
    userMessage: 'The clock of the server is wrong.',
    remedy: 'Synchronize both clocks (NTP).',
    retry: 'after-change',
    httpStatus: 500,
  },
  HF_SECRET_MISSING: {
    message: 'A secret was expected on standard input',
    userMessage: 'A password or key is missing.',
    remedy:
      'Pipe it in, for example `printf %s "$PASSWORD" | holdfast user create …`. Secrets are never read from arguments.',
    retry: 'after-change',
    httpStatus: 400,
  },
  HF_PASSWORD_TOO_WEAK: {
    message: 'The password is shorter than 10 characters',
    userMessage: 'The password needs at least 10 characters.',
    remedy: 'Choose a longer password.',
    retry: 'after-change',
    httpStatus: 400,
  },
  HF_POSTGRES_START_FAILED: {
    message: 'The embedded Postgres did not start',
    userMessage: 'The database could not be started.',
    remedy:
      'Read the end of its log in the details. `pnpm start --reset` starts over and deletes the demo data.',
    retry: 'after-change',
    httpStatus: 503,
  },
  HF_POSTGRES_ALREADY_RUNNING: {
    message: 'Another process runs the embedded Postgres of this directory',
    userMessage: 'Another start of Holdfast uses the database.',
    remedy: 'Stop the process that the details name, or use another state directory.',
    retry: 'after-change',
    httpStatus: 409,
  },
} as const satisfies Record<`HF_${string}`, ErrorDefinition>;
