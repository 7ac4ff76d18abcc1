import { z } from 'zod';

/** The public settings of a channel (`channels.settings`); missing settings take their default. */
export const channelSettingsSchema = z.object({
  /** A customer message within this many hours after the conversation was resolved reopens it. */
  reopenWithinHours: z.number().min(0).max(8760).default(72),
  /** Maximum number of messages sent through this channel per second. */
  outboundPerSecond: z.number().positive().max(1000).default(20),
  /**
   * True if the platform is reached through a gateway, run by the tenant, that uses the plain HTTP channel's
   * protocol.
   */
  isBridged: z.boolean().default(false),
});
export type ChannelSettings = z.infer<typeof channelSettingsSchema>;
