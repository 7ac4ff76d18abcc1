import { z } from 'zod';
import { activities } from '@holdfast/schema/protocol/presence';
import type { Activity } from '@holdfast/schema/protocol/presence';
import type { PersonReference } from './references.ts';

/** Where the agent is; null: in no conversation. Said again every few seconds while it lasts, and never kept for later. */
export const setPresenceInputSchema = z.object({
  conversationId: z.number().int().positive().nullable(),
  activity: z.enum(activities),
});
export type SetPresenceInput = z.infer<typeof setPresenceInputSchema>;

/** A colleague who is in a conversation right now. */
export interface PresentPerson extends PersonReference {
  readonly activity: Activity;
}

export interface ConversationPresence {
  readonly conversationId: number;
  /** By name, never empty. */
  readonly people: readonly PresentPerson[];
}
