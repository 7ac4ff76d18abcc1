import { index, integer, pgTable } from 'drizzle-orm/pg-core';
import { idColumn, instant } from './columns.ts';
import { devices } from './devices.ts';

/** Row ids reserved for devices (rule "Ids"). A block is never reserved twice. */
export const idBlocks = pgTable(
  'id_blocks',
  {
    firstId: idColumn('first_id').primaryKey(),
    size: integer('size').notNull(),
    deviceId: idColumn('device_id')
      .notNull()
      .references(() => devices.id, { onDelete: 'cascade' }),
    allocatedAt: instant('allocated_at').notNull().defaultNow(),
  },
  (table) => [index('id_blocks_device_id_index').on(table.deviceId)],
);
