import { z } from 'zod';

/** What somebody does in a conversation right now. */
export const presenceActivities = ['viewing', 'typing'] as const;
/** One of {@link presenceActivities}. */
export type PresenceActivity = (typeof presenceActivities)[number];

/**
 * The agent of this session looks at a conversation, or writes in it; null: at none. Said again while it lasts, and
 * forgotten by the server soon after it was said last. Never stored.
 */
export const setPresenceSchema = z.object({
  sessionId: z.string().min(1),
  conversationId: z.number().int().positive().nullable(),
  activity: z.enum(presenceActivities),
});
/** A parsed {@link setPresenceSchema}. */
export type SetPresence = z.infer<typeof setPresenceSchema>;

/** Who else is in a conversation that the replica holds, all of them; sent when that changes. */
export const presenceSchema = z.object({
  type: z.literal('presence'),
  conversationId: z.number().int(),
  people: z.array(z.object({ userId: z.number().int(), activity: z.enum(presenceActivities) })),
});
/** A parsed {@link presenceSchema}. */
export type Presence = z.infer<typeof presenceSchema>;
