import { attachmentTypes, maxMessageLength, messageTypes } from '@holdfast/schema/domain/message';
import { z } from 'zod';

/**
 * Platform-independent form of every inbound event. Adapters translate into these types, `channel_events.payload`
 * stores them, and src/inbox/inbound processes the stored rows: a crash between storing and processing loses no
 * event.
 */
/** A platform's own name for a message, a contact or an event. */
export const externalId = z.string().min(1).max(255);

export const contactSchema = z.object({
  externalId,
  name: z.string().trim().min(1).max(255),
  email: z.email().max(255).optional(),
  phone: z.string().trim().min(3).max(50).optional(),
  locale: z
    .string()
    .regex(/^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*$/)
    .max(35)
    .optional(),
});
export type Contact = z.infer<typeof contactSchema>;

export const inboundAttachmentSchema = z.object({
  type: z.enum(attachmentTypes),
  /** Key in the file store. */
  fileKey: z.string().max(200),
  mimeType: z.string().max(100),
  filename: z.string().max(255),
  fileSize: z.number().int().nonnegative(),
  width: z.number().int().positive().optional(),
  height: z.number().int().positive().optional(),
  duration: z.number().int().nonnegative().optional(),
  platformUrl: z.string().max(500).optional(),
});
export type InboundAttachment = z.infer<typeof inboundAttachmentSchema>;

export const inboundMessageSchema = z.object({
  kind: z.literal('message'),
  externalId,
  contact: contactSchema,
  type: z.enum(messageTypes),
  content: z.string().max(maxMessageLength).nullable(),
  attachments: z.array(inboundAttachmentSchema),
  /** External id of the message that this message replies or reacts to. */
  replyToExternalId: externalId.optional(),
  sentAt: z.iso.datetime({ offset: true }).optional(),
  metadata: z.record(z.string(), z.unknown()),
});
export type InboundMessage = z.infer<typeof inboundMessageSchema>;

/** A message that the business sent outside Holdfast, for example with the platform's phone app. */
export const echoSchema = inboundMessageSchema.extend({ kind: z.literal('echo') });
export type Echo = z.infer<typeof echoSchema>;

export const editSchema = z.object({
  kind: z.literal('edit'),
  externalId,
  targetExternalId: externalId,
  content: z.string().max(maxMessageLength),
});
export type Edit = z.infer<typeof editSchema>;

export const unsendSchema = z.object({
  kind: z.literal('unsend'),
  externalId,
  targetExternalId: externalId,
});
export type Unsend = z.infer<typeof unsendSchema>;

/** A receipt for one message, identified by Holdfast's id or by the platform's. */
export const deliveryStatusSchema = z.object({
  kind: z.literal('status'),
  externalId,
  message: z.union([z.object({ id: z.number().int().positive() }), z.object({ externalId })]),
  status: z.enum(['sent', 'delivered', 'read', 'failed']),
  at: z.iso.datetime({ offset: true }).optional(),
  error: z.string().max(1000).optional(),
});
export type DeliveryStatus = z.infer<typeof deliveryStatusSchema>;

/** Everything up to this time was read. Messenger and Instagram report reads only in this form. */
export const readWatermarkSchema = z.object({
  kind: z.literal('read-until'),
  externalId,
  contactExternalId: externalId,
  readUntil: z.iso.datetime({ offset: true }),
});
export type ReadWatermark = z.infer<typeof readWatermarkSchema>;

export const inboundEventSchema = z.discriminatedUnion('kind', [
  inboundMessageSchema,
  echoSchema,
  editSchema,
  unsendSchema,
  deliveryStatusSchema,
  readWatermarkSchema,
]);
export type InboundEvent = z.infer<typeof inboundEventSchema>;
