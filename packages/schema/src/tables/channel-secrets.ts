import { pgTable, text } from 'drizzle-orm/pg-core';
import { channels } from './channels.ts';
import { idColumn, timestamps } from './columns.ts';

/** Secrets of a channel. Not synced: they stay on the server. */
export const channelSecrets = pgTable('channel_secrets', {
  channelId: idColumn('channel_id')
    .primaryKey()
    .references(() => channels.id, { onDelete: 'cascade' }),
  /** SHA-256 of the plain HTTP channel's bearer key, hex. */
  apiKeyHash: text('api_key_hash'),
  /** HMAC key. It signs requests to `callback_url` and verifies the signatures of a platform's events. */
  signingSecret: text('signing_secret'),
  callbackUrl: text('callback_url'),
  /** Token to return to a platform that verifies the webhook. */
  verifyToken: text('verify_token'),
  accessToken: text('access_token'),
  ...timestamps(),
});
