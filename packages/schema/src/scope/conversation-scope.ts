import type { ConversationStatus } from '../domain/conversation.ts';
import type { HeldScope } from '../domain/scope.ts';

/** The scopes in which an agent's replica may hold a conversation. */
export type AllowedScope = Exclude<HeldScope, 'header'>;

/** The columns of a conversation that determine its scope. */
export interface ConversationOwnership {
  readonly assignedTo: number | null;
  readonly status: ConversationStatus;
}

/** Statuses in which an unassigned conversation is in the queue. */
const queueStatuses: readonly ConversationStatus[] = ['new', 'open'];

/**
 * Returns the scope in which a user's replica may hold a conversation (rules S1, S2).
 * @param userId id of the user
 * @param conversation its assignee and status
 * @returns the scope; null if the replica must not hold the conversation
 */
export function allowedScope(
  userId: number,
  { assignedTo, status }: ConversationOwnership,
): AllowedScope | null {
  if (assignedTo === userId) return status === 'archived' ? null : 'mine';
  return isQueued({ assignedTo, status }) ? 'queue' : null;
}

/**
 * Returns true if a conversation is in the queue (rule S2).
 * @param conversation its assignee and status
 */
export function isQueued({ assignedTo, status }: ConversationOwnership): boolean {
  return assignedTo === null && queueStatuses.includes(status);
}

/**
 * SQL condition: a conversation is assigned to a user and not archived (rule S1).
 * @param row alias of the `conversations` row
 * @param userId SQL expression that the assignee must equal: a parameter, or `any(…)` for several users
 */
export function mineSql(row: string, userId: string): string {
  return `${row}.assigned_to = ${userId} and ${row}.status <> 'archived'`;
}

/**
 * SQL condition: a conversation is in the queue (rule S2).
 * @param row alias of the `conversations` row
 */
export function queueSql(row: string): string {
  return `${row}.assigned_to is null and ${row}.status in (${queueStatuses.map((status) => `'${status}'`).join(', ')})`;
}
