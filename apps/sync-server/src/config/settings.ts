import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import { z } from 'zod';

import { readClusterUrls } from './cluster-urls.ts';

const postgresUrl = z
  .string({ error: 'is missing' })
  .regex(/^postgres(ql)?:\/\//, 'must begin with postgres:// or postgresql://')
  .refine((value) => URL.canParse(value), 'is not a URL');

const flag = z
  .enum(['true', 'false'], { error: 'must be true or false' })
  .transform((value) => value === 'true');

function wholeNumber(minimum: number, maximum: number) {
  const message = `must be a whole number from ${minimum} to ${maximum}`;
  return z.coerce.number({ error: message }).int(message).min(minimum, message).max(maximum, message);
}

/** One or more URLs, separated by commas. */
const natsUrls = z
  .string()
  .refine((value) => value.split(',').every(isNatsUrl), 'must be a nats:// or tls:// URL');

/** Settings that every command needs. */
const databaseShape = {
  HOLDFAST_DATABASE_URL: postgresUrl,
  HOLDFAST_DATABASE_CONNECTIONS: wholeNumber(2, 1000).default(10),
  HOLDFAST_LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'], {
      error: 'must be one of trace, debug, info, warn, error, silent',
    })
    .default('info'),
};

/** Settings that only `serve` and `doctor` need. */
const serverShape = {
  HOLDFAST_HOST: z.string().min(1, 'must not be empty').default('127.0.0.1'),
  HOLDFAST_PORT: wholeNumber(0, 65_535).default(7420),
  HOLDFAST_PUBLIC_URL: z.url({ protocol: /^https?$/, error: 'must be an http or https URL' }).optional(),
  HOLDFAST_TOKEN_SECRET: z
    .string({ error: 'is missing' })
    .min(32, 'must have at least 32 characters; generate one with `openssl rand -base64 48`'),
  HOLDFAST_FILES_DIRECTORY: z.string().min(1, 'must not be empty').default('.holdfast/files'),
  HOLDFAST_TRUST_PROXY: flag.default(false),
  HOLDFAST_ALLOW_PRIVATE_ADDRESSES: flag.default(false),
  HOLDFAST_WAKE_UPS: z
    .enum(['process', 'postgres', 'nats'], { error: 'must be process, postgres or nats' })
    .default('postgres'),
  HOLDFAST_NATS_URL: natsUrls.optional(),
  HOLDFAST_REFRESH_TOKEN_DAYS: wholeNumber(1, 365).default(30),
  HOLDFAST_FIRST_SYNCS: wholeNumber(1, 100).default(3),
  HOLDFAST_METRICS_TOKEN: z
    .string()
    .regex(/^\S{16,}$/, 'must have at least 16 characters and no spaces')
    .optional(),
  HOLDFAST_STOP_TIMEOUT_SECONDS: wholeNumber(1, 600).default(20),
  HOLDFAST_RETENTION_RESOLVED_DAYS: wholeNumber(1, 36_500).default(183),
  HOLDFAST_RETENTION_ATTACHMENT_DAYS: wholeNumber(1, 36_500).default(90),
  HOLDFAST_RETENTION_LOG_DAYS: wholeNumber(1, 36_500).default(7),
  HOLDFAST_TOMBSTONE_DAYS: wholeNumber(1, 36_500).default(30),
};

const databaseSchema = z.object(databaseShape);
const serverSchema = z
  .object({ ...databaseShape, ...serverShape })
  .refine((values) => values.HOLDFAST_WAKE_UPS !== 'nats' || values.HOLDFAST_NATS_URL !== undefined, {
    path: ['HOLDFAST_NATS_URL'],
    error: 'is missing, but HOLDFAST_WAKE_UPS is nats',
  });

export type LogLevel = z.infer<typeof databaseShape.HOLDFAST_LOG_LEVEL>;

export interface DatabaseSettings {
  readonly databaseUrl: string;
  /** URLs of further clusters by the names of their variables, `HOLDFAST_CLUSTER_<NAME>_URL`. */
  readonly clusterUrls: Readonly<Record<string, string>>;
  readonly databaseConnections: number;
  readonly logLevel: LogLevel;
}

/** How a process wakes other processes when a tenant has committed. */
export type WakeUpSettings =
  | { readonly kind: 'process' | 'postgres' }
  | { readonly kind: 'nats'; readonly natsUrl: string };

export interface Settings extends DatabaseSettings {
  readonly host: string;
  readonly port: number;
  /** Public URL of this server, without a slash at the end. */
  readonly publicUrl: string;
  readonly tokenSecret: string;
  readonly filesDirectory: string;
  /** True if X-Forwarded-For is trusted. Only behind a proxy that sets it. */
  readonly trustProxy: boolean;
  /** True if attachments can be fetched from, and replies posted to, addresses of this machine and its network. */
  readonly allowPrivateAddresses: boolean;
  readonly wakeUps: WakeUpSettings;
  readonly refreshTokenDays: number;
  /** Maximum number of concurrent first syncs in this process. */
  readonly firstSyncs: number;
  /** Token that `/metrics` requires. Null: only callers on this machine are allowed. */
  readonly metricsToken: string | null;
  readonly stopTimeoutSeconds: number;
  /** Retention periods in days. */
  readonly retention: {
    readonly resolvedConversations: number;
    readonly attachments: number;
    readonly logs: number;
    readonly tombstones: number;
  };
}

export type EnvironmentVariables = Readonly<Record<string, string | undefined>>;

/**
 * Returns the names of all settings with their defaults (undefined: no default). A test compares the operations guide
 * with it.
 */
export function settingDefaults(): Readonly<Record<string, unknown>> {
  const shape: Readonly<Record<string, z.ZodType>> = { ...databaseShape, ...serverShape };
  return Object.fromEntries(
    Object.entries(shape).map(([name, schema]) => [name, schema.safeParse(undefined).data] as const),
  );
}

export function parseDatabaseSettings(environment: EnvironmentVariables): DatabaseSettings {
  const values = parse(databaseSchema, environment);
  return {
    databaseUrl: values.HOLDFAST_DATABASE_URL,
    clusterUrls: readClusterUrls(environment, postgresUrl).urls,
    databaseConnections: values.HOLDFAST_DATABASE_CONNECTIONS,
    logLevel: values.HOLDFAST_LOG_LEVEL,
  };
}

export function parseSettings(environment: EnvironmentVariables): Settings {
  const values = parse(serverSchema, environment);
  return {
    ...parseDatabaseSettings(environment),
    host: values.HOLDFAST_HOST,
    port: values.HOLDFAST_PORT,
    publicUrl: (
      values.HOLDFAST_PUBLIC_URL ?? `http://${values.HOLDFAST_HOST}:${values.HOLDFAST_PORT}`
    ).replace(/\/+$/, ''),
    tokenSecret: values.HOLDFAST_TOKEN_SECRET,
    filesDirectory: values.HOLDFAST_FILES_DIRECTORY,
    trustProxy: values.HOLDFAST_TRUST_PROXY,
    allowPrivateAddresses: values.HOLDFAST_ALLOW_PRIVATE_ADDRESSES,
    wakeUps: wakeUpSettings(values),
    refreshTokenDays: values.HOLDFAST_REFRESH_TOKEN_DAYS,
    firstSyncs: values.HOLDFAST_FIRST_SYNCS,
    metricsToken: values.HOLDFAST_METRICS_TOKEN ?? null,
    stopTimeoutSeconds: values.HOLDFAST_STOP_TIMEOUT_SECONDS,
    retention: {
      resolvedConversations: values.HOLDFAST_RETENTION_RESOLVED_DAYS,
      attachments: values.HOLDFAST_RETENTION_ATTACHMENT_DAYS,
      logs: values.HOLDFAST_RETENTION_LOG_DAYS,
      tombstones: values.HOLDFAST_TOMBSTONE_DAYS,
    },
  };
}

function wakeUpSettings(values: z.infer<typeof serverSchema>): WakeUpSettings {
  const kind = values.HOLDFAST_WAKE_UPS;
  return kind === 'nats' ? { kind, natsUrl: values.HOLDFAST_NATS_URL ?? '' } : { kind };
}

function isNatsUrl(text: string): boolean {
  return /^(nats|tls):\/\/./.test(text.trim()) && URL.canParse(text.trim());
}

/** Throws HF_SETTINGS_INVALID with all problems at once, without values: a value can be a secret. */
function parse<Schema extends z.ZodType>(schema: Schema, environment: EnvironmentVariables): z.infer<Schema> {
  const given = Object.entries(environment).filter(([, value]) => value !== undefined && value !== '');
  const result = schema.safeParse(Object.fromEntries(given));
  const clusters = readClusterUrls(environment, postgresUrl);
  if (result.success && clusters.problems.length === 0) return result.data;
  const issues = result.success ? [] : result.error.issues;
  const problems = [
    ...issues.map((issue) => `${issue.path.join('.')} ${issue.message}`),
    ...clusters.problems,
  ];
  throw new HoldfastError('HF_SETTINGS_INVALID', { details: { problems } });
}
