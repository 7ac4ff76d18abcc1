import { z } from 'zod';
import { presenceActivities } from '@holdfast/schema/protocol/presence';
import type { PresenceActivity } from '@holdfast/schema/protocol/presence';
import type { PersonReference } from './references.ts';

/**
 * The conversation that the agent has open; null: none. Sent again every few seconds while it stays open, never stored.
 */
export const setPresenceInputSchema = z.object({
  conversationId: z.number().int().positive().nullable(),
  activity: z.enum(presenceActivities),
});
export type SetPresenceInput = z.infer<typeof setPresenceInputSchema>;

/** A colleague who has a conversation open now. */
export interface PresentPerson extends PersonReference {
  readonly activity: PresenceActivity;
}

export interface ConversationPresence {
  readonly conversationId: number;
  /** Sorted by name, never empty. */
  readonly people: readonly PresentPerson[];
}
