import { defineConfig } from 'drizzle-kit';

// The synced tables, and the tables that only a replica has.
const synced = [
  'channels',
  'customers',
  'users',
  'sla-policies',
  'conversations',
  'messages',
  'message-attachments',
  'message-status-updates',
  'conversation-notes',
  'conversation-tags',
  'conversation-tag',
  'conversation-assignments',
  'conversation-transfers',
  'canned-responses',
  'templates',
];

export default defineConfig({
  dialect: 'postgresql',
  schema: [...synced.map((name) => `./src/tables/${name}.ts`), './src/replica/!(*.test).ts'],
  out: './migrations/replica',
  migrations: { prefix: 'index' },
});
