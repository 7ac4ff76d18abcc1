import { z } from 'zod';

/** What an agent does in a conversation. */
export const presenceActivities = ['viewing', 'typing'] as const;
/** One of {@link presenceActivities}. */
export type PresenceActivity = (typeof presenceActivities)[number];

/**
 * Device to server: the session's agent has a conversation open or types in it; `conversationId` null: in none (rule
 * P1). The device repeats the message while it applies; the server forgets it shortly after the last one. Never stored.
 */
export const setPresenceSchema = z.object({
  sessionId: z.string().min(1),
  conversationId: z.number().int().positive().nullable(),
  activity: z.enum(presenceActivities),
});
/** A parsed {@link setPresenceSchema}. */
export type SetPresence = z.infer<typeof setPresenceSchema>;

/**
 * Server to device: all other agents in a conversation that the replica holds. Sent when this list changes (rule P1).
 */
export const presenceSchema = z.object({
  type: z.literal('presence'),
  conversationId: z.number().int(),
  people: z.array(z.object({ userId: z.number().int(), activity: z.enum(presenceActivities) })),
});
/** A parsed {@link presenceSchema}. */
export type Presence = z.infer<typeof presenceSchema>;
