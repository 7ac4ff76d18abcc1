import type { ConversationStatus } from '../domain/conversation.ts';
import type { HeldScope } from '../domain/scope.ts';

/** How an agent may hold a conversation. */
export type AllowedScope = Exclude<HeldScope, 'header'>;

/** The columns of a conversation that decide who may hold it. */
export interface ConversationOwnership {
  readonly assignedTo: number | null;
  readonly status: ConversationStatus;
}

/** An unassigned conversation waits in the queue with one of these. */
const queueStatuses: readonly ConversationStatus[] = ['new', 'open'];

/**
 * What a user may hold of a conversation (rules S1, S2).
 * @param userId the user
 * @param conversation its assignee and status
 * @returns null for nothing
 */
export function allowedScope(
  userId: number,
  { assignedTo, status }: ConversationOwnership,
): AllowedScope | null {
  if (assignedTo === userId) return status === 'archived' ? null : 'mine';
  return isQueued({ assignedTo, status }) ? 'queue' : null;
}

/**
 * Whether a conversation waits in the queue (rule S2).
 * @param conversation its assignee and status
 */
export function isQueued({ assignedTo, status }: ConversationOwnership): boolean {
  return assignedTo === null && queueStatuses.includes(status);
}

/**
 * SQL: a conversation is assigned to a user and not archived (rule S1).
 * @param row what the row of `conversations` is called in the statement
 * @param userId what the assignee must equal: a parameter, or `any(…)` of several
 */
export function mineSql(row: string, userId: string): string {
  return `${row}.assigned_to = ${userId} and ${row}.status <> 'archived'`;
}

/**
 * SQL: a conversation waits in the queue (rule S2).
 * @param row what the row of `conversations` is called in the statement
 */
export function queueSql(row: string): string {
  return `${row}.assigned_to is null and ${row}.status in (${queueStatuses.map((status) => `'${status}'`).join(', ')})`;
}
