import { pgTable, text } from 'drizzle-orm/pg-core';
import { channels } from './channels.ts';
import { idColumn, timestamps } from './columns.ts';

/** Ours: what a channel must know and nobody else may. Never leaves the server. */
export const channelSecrets = pgTable('channel_secrets', {
  channelId: idColumn('channel_id')
    .primaryKey()
    .references(() => channels.id, { onDelete: 'cascade' }),
  /** SHA-256 of the bearer key of the plain HTTP channel, hex. */
  apiKeyHash: text('api_key_hash'),
  /** Key of the HMAC that signs what we post to `callback_url`, and that platforms sign their events with. */
  signingSecret: text('signing_secret'),
  callbackUrl: text('callback_url'),
  /** Token a platform must be answered with when it verifies the webhook. */
  verifyToken: text('verify_token'),
  accessToken: text('access_token'),
  ...timestamps(),
});
