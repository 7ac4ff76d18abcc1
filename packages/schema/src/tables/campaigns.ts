import { index, pgTable, text, varchar } from 'drizzle-orm/pg-core';
import { campaignStatuses } from '../domain/automation.ts';
import { platforms } from '../domain/platform.ts';
import { channels } from './channels.ts';
import { idColumn, instant, oneOf, primaryId, timestamps } from './columns.ts';
import { templates } from './templates.ts';
import { users } from './users.ts';

/** A message to many customers. */
export const campaigns = pgTable(
  'campaigns',
  {
    id: primaryId(),
    name: varchar('name', { length: 255 }).notNull(),
    description: text('description'),
    platform: varchar('platform', { length: 50, enum: platforms }).notNull(),
    channelId: idColumn('channel_id').references(() => channels.id, { onDelete: 'set null' }),
    templateId: idColumn('template_id').references(() => templates.id, { onDelete: 'set null' }),
    createdBy: idColumn('created_by').references(() => users.id, { onDelete: 'set null' }),
    status: varchar('status', { length: 50, enum: campaignStatuses }).notNull().default('draft'),
    scheduledAt: instant('scheduled_at'),
    startedAt: instant('started_at'),
    completedAt: instant('completed_at'),
    ...timestamps(),
  },
  (table) => [
    index('campaigns_status_scheduled_at_index').on(table.status, table.scheduledAt),
    oneOf('campaigns_status_check', table.status, campaignStatuses),
    oneOf('campaigns_platform_check', table.platform, platforms),
  ],
);
