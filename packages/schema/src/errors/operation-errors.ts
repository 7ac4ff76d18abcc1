import type { ErrorDefinition } from './error-definition.ts';

/** Errors of starting and running the server: rows of the table in `error-codes.ts`. */
export const operationErrors = {
  HF_SETTINGS_INVALID: {
    message: 'Settings are missing or wrong',
    people: 'The server is not set up correctly.',
    remedy: 'Correct the environment variables that the details name; docs/operations.md lists them all.',
    retry: 'after-change',
    httpStatus: 500,
  },
  HF_DATABASE_UNREACHABLE: {
    message: 'Postgres cannot be reached',
    people: 'The database cannot be reached.',
    remedy: 'Check HOLDFAST_DATABASE_URL and that Postgres runs and accepts connections.',
    retry: 'later',
    httpStatus: 503,
  },
  HF_DATABASE_TOO_OLD: {
    message: 'This Postgres is older than version 15',
    people: 'The database is too old for this version.',
    remedy: 'Use Postgres 15 or newer.',
    retry: 'after-change',
    httpStatus: 500,
  },
  HF_DATABASE_RIGHTS_MISSING: {
    message: 'The database user lacks rights that Holdfast needs',
    people: 'The database does not allow what is needed.',
    remedy:
      'Give the user of HOLDFAST_DATABASE_URL the rights that the details name (CREATEROLE, CREATE on the database).',
    retry: 'after-change',
    httpStatus: 500,
  },
  HF_MIGRATIONS_PENDING: {
    message: 'The database is not migrated to this version',
    people: 'The database is being updated.',
    remedy: 'Run `holdfast migrate`.',
    retry: 'after-change',
    httpStatus: 503,
  },
  HF_MIGRATION_FAILED: {
    message: 'A migration failed; what it had done was undone',
    people: 'The database could not be updated.',
    remedy: 'Read the details, mend the cause and run `holdfast migrate` again; it goes on where it stopped.',
    retry: 'after-change',
    httpStatus: 500,
  },
  HF_MIGRATION_EDITED: {
    message: 'A migration that was applied before has been edited since',
    people: 'The database does not fit this version.',
    remedy: 'Put the migration file back as it was and write a new migration for the change.',
    retry: 'after-change',
    httpStatus: 500,
  },
  HF_MIGRATION_UNKNOWN: {
    message: 'The database holds a migration that this version does not know',
    people: 'The database belongs to a newer version.',
    remedy: 'Run the newer version of Holdfast again, or restore a backup from before it.',
    retry: 'after-change',
    httpStatus: 500,
  },
  HF_PORT_IN_USE: {
    message: 'The port is in use by another process',
    people: 'The server cannot start: its port is taken.',
    remedy: 'Stop the other process or set HOLDFAST_PORT to a free port.',
    retry: 'after-change',
    httpStatus: 500,
  },
  HF_FILES_DIRECTORY_UNUSABLE: {
    message: 'The directory for files cannot be written',
    people: 'Files cannot be stored at the moment.',
    remedy:
      'Give the user of the server the right to write to HOLDFAST_FILES_DIRECTORY, and check the free space.',
    retry: 'after-change',
    httpStatus: 500,
  },
  HF_CLUSTER_UNKNOWN: {
    message: 'There is no Postgres cluster of this name',
    people: 'The server does not know this database.',
    remedy: '`holdfast cluster list` shows the clusters; `holdfast cluster add` makes one known.',
    retry: 'after-change',
    httpStatus: 404,
  },
  HF_CLUSTER_URL_MISSING: {
    message: 'The variable with the URL of a Postgres cluster is not set for this process',
    people: 'The database of this workspace cannot be reached.',
    remedy: 'Set the environment variable that the details name, for every process, and start it again.',
    retry: 'after-change',
    httpStatus: 503,
  },
  HF_TENANT_COPY_DIFFERS: {
    message: 'The copy of a tenant differs from what was copied; the tenant stays where it was',
    people: 'The workspace could not be moved.',
    remedy:
      'Read which tables differ in the details, and report it: the two Postgres may not be able to hold the same.',
    retry: 'after-change',
    httpStatus: 500,
  },
  HF_CLOCK_SKEWED: {
    message: 'The clocks of this machine and of Postgres differ',
    people: 'The clock of the server is wrong.',
    remedy: 'Synchronise both clocks (NTP).',
    retry: 'after-change',
    httpStatus: 500,
  },
  HF_SECRET_MISSING: {
    message: 'A secret was expected on standard input',
    people: 'A password or key is missing.',
    remedy:
      'Pipe it in, for example `printf %s "$PASSWORD" | holdfast user create …`; secrets are never taken from arguments.',
    retry: 'after-change',
    httpStatus: 400,
  },
  HF_PASSWORD_TOO_WEAK: {
    message: 'The password is shorter than 10 characters',
    people: 'The password needs at least 10 characters.',
    remedy: 'Choose a longer password.',
    retry: 'after-change',
    httpStatus: 400,
  },
  HF_POSTGRES_START_FAILED: {
    message: 'The embedded Postgres did not start',
    people: 'The database could not be started.',
    remedy:
      'Read the end of its log in the details; `pnpm start --reset` begins anew and loses the demo data.',
    retry: 'after-change',
    httpStatus: 503,
  },
  HF_POSTGRES_ALREADY_RUNNING: {
    message: 'Another process runs the embedded Postgres of this folder',
    people: 'The database is in use by another start of the product.',
    remedy: 'Stop the process that the details name, or use another state folder.',
    retry: 'after-change',
    httpStatus: 409,
  },
} as const satisfies Record<`HF_${string}`, ErrorDefinition>;
