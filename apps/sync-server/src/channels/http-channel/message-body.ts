import { attachmentTypes, maxMessageLength } from '@holdfast/schema/domain/message';
import { z } from 'zod';

import { contactSchema, externalId } from '../inbound-event.ts';

const maxAttachments = 10;

const instant = z.iso.datetime({ offset: true });

export const attachmentBodySchema = z
  .object({
    /** Defaults to the type of the file's content. */
    type: z.enum(attachmentTypes).optional(),
    filename: z.string().min(1).max(255),
    mimeType: z.string().min(3).max(100),
    dataBase64: z.base64().optional(),
    url: z.url().max(500).optional(),
  })
  .refine(
    (attachment) => (attachment.dataBase64 === undefined) !== (attachment.url === undefined),
    'give either dataBase64 or url',
  );
export type AttachmentBody = z.infer<typeof attachmentBodySchema>;

/** The body of `POST /api/v1/<tenant>/channels/<channel id>/messages`. */
export const messageBodySchema = z
  .object({
    externalId,
    contact: contactSchema,
    /** The length is checked in parse-message.ts, which reports HF_PAYLOAD_TOO_LARGE instead of HF_INVALID_INPUT. */
    text: z.string().optional(),
    attachments: z.array(attachmentBodySchema).max(maxAttachments).default([]),
    /** `externalId` of the message that this message replies to. */
    replyTo: externalId.optional(),
    sentAt: instant.optional(),
  })
  .refine(
    (message) => (message.text ?? '').replaceAll('\0', '').trim() !== '' || message.attachments.length > 0,
    'give a text or an attachment',
  );
export type MessageBody = z.infer<typeof messageBodySchema>;

const contactReference = z.object({ contact: contactSchema });

/** One element of `events` in a webhook body of the HTTP channel. */
export const webhookEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('message'), message: messageBodySchema }),
  z.object({ type: z.literal('echo'), message: messageBodySchema }),
  contactReference.extend({
    type: z.literal('reaction'),
    externalId,
    target: externalId,
    emoji: z.string().min(1).max(32),
  }),
  z.object({
    type: z.literal('edit'),
    externalId,
    target: externalId,
    text: z.string().max(maxMessageLength),
  }),
  z.object({ type: z.literal('unsend'), externalId, target: externalId }),
  z.object({
    type: z.enum(['sent', 'delivered', 'read', 'failed']),
    /** Holdfast's message id, as sent to the callback address. */
    messageId: z.number().int().positive(),
    at: instant.optional(),
    error: z.string().max(1000).optional(),
  }),
  z.object({ type: z.literal('read-until'), contact: z.object({ externalId }), until: instant }),
]);

export const knownWebhookTypes: ReadonlySet<string> = new Set([
  'message',
  'echo',
  'reaction',
  'edit',
  'unsend',
  'sent',
  'delivered',
  'read',
  'failed',
  'read-until',
]);

/** An element of an unknown type with a contact: agents see it as a placeholder. */
export const unknownEventSchema = contactReference.extend({
  type: z.string().min(1).max(50),
  externalId,
  text: z.string().max(maxMessageLength).optional(),
});

export const webhookBodySchema = z.object({ events: z.array(z.unknown()).min(1).max(100) });
