import { z } from 'zod';

/** The public settings of a channel (`channels.settings`); what is missing takes its default. */
export const channelSettingsSchema = z.object({
  /** A reply within this time after the conversation was resolved opens it again. */
  reopenWithinHours: z.number().min(0).max(8760).default(72),
  /** Most messages per second that are sent out through this channel. */
  outboundPerSecond: z.number().positive().max(1000).default(20),
  /** The platform is reached through a gateway of the tenant's own that speaks the protocol of the plain HTTP channel. */
  isBridged: z.boolean().default(false),
});
export type ChannelSettings = z.infer<typeof channelSettingsSchema>;
