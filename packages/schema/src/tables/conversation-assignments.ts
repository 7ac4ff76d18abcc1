import { index, pgTable, varchar } from 'drizzle-orm/pg-core';
import { assignmentTypes } from '../domain/conversation.ts';
import { idColumn, instant, oneOf, primaryId, rowXid, timestamps } from './columns.ts';
import { conversations } from './conversations.ts';
import { users } from './users.ts';

/** Assignments of conversations to agents: from when to when, by whom, and how. */
export const conversationAssignments = pgTable(
  'conversation_assignments',
  {
    id: primaryId(),
    conversationId: idColumn('conversation_id')
      .notNull()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    assignedTo: idColumn('assigned_to')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    assignedBy: idColumn('assigned_by').references(() => users.id, { onDelete: 'set null' }),
    assignmentType: varchar('assignment_type', { length: 50, enum: assignmentTypes }).notNull(),
    assignedAt: instant('assigned_at').notNull().defaultNow(),
    unassignedAt: instant('unassigned_at'),
    ...timestamps(),
    rowXid: rowXid(),
  },
  (table) => [
    index('conversation_assignments_conversation_id_index').on(table.conversationId, table.assignedAt),
    index('conversation_assignments_assigned_to_index').on(table.assignedTo, table.assignedAt),
    index('conversation_assignments_row_xid_index').on(table.rowXid),
    oneOf('conversation_assignments_type_check', table.assignmentType, assignmentTypes),
  ],
);
