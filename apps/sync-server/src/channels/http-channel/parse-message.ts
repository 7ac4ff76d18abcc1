import { maxMessageLength } from '@holdfast/schema/domain/message';
import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';

import type { InboundEvent, InboundMessage } from '../inbound-event.ts';
import type { AdapterContext } from '../channel-adapter.ts';
import { parseInput } from '../read-json.ts';
import { checkAttachment, maxBytesPerMessage, storeAttachment } from './store-attachment.ts';
import {
  knownWebhookTypes,
  messageBodySchema,
  unknownEventSchema,
  webhookEventSchema,
  type MessageBody,
} from './message-body.ts';

/** Parses a posted message and stores its files. If one file is rejected, no file is stored. */
export async function parseMessage(context: AdapterContext, value: unknown): Promise<InboundMessage> {
  return toMessage(context, parseInput(messageBodySchema, value));
}

/** Parses one element of a webhook's `events`. An unknown type with a contact becomes a visible placeholder. */
export async function parseWebhookEvent(context: AdapterContext, value: unknown): Promise<InboundEvent> {
  if (isUnknownType(value)) return toPlaceholder(parseInput(unknownEventSchema, value));
  const event = parseInput(webhookEventSchema, value);
  switch (event.type) {
    case 'message':
      return toMessage(context, event.message);
    case 'echo':
      return { ...(await toMessage(context, event.message)), kind: 'echo' };
    case 'reaction':
      return {
        kind: 'message',
        externalId: event.externalId,
        contact: event.contact,
        type: 'reaction',
        content: event.emoji,
        attachments: [],
        replyToExternalId: event.target,
        metadata: {},
      };
    case 'edit':
      return {
        kind: 'edit',
        externalId: event.externalId,
        targetExternalId: event.target,
        content: event.text,
      };
    case 'unsend':
      return { kind: 'unsend', externalId: event.externalId, targetExternalId: event.target };
    case 'read-until':
      return {
        kind: 'read-until',
        externalId: `read-until:${event.contact.externalId}:${event.until}`.slice(0, 255),
        contactExternalId: event.contact.externalId,
        readUntil: event.until,
      };
    default:
      return {
        kind: 'status',
        // A receipt has no id of its own; message id and status identify it, so a repeated receipt is the same event.
        externalId: `${event.type}:${event.messageId}`,
        message: { id: event.messageId },
        status: event.type,
        at: event.at,
        error: event.error,
      };
  }
}

async function toMessage(context: AdapterContext, body: MessageBody): Promise<InboundMessage> {
  if ((body.text ?? '').length > maxMessageLength) {
    throw new HoldfastError('HF_PAYLOAD_TOO_LARGE', {
      details: { field: 'text', mostCharacters: maxMessageLength },
    });
  }
  const checked = [];
  let bytes = 0;
  for (const attachment of body.attachments) {
    const one = await checkAttachment(attachment, context.allowPrivateAddresses);
    bytes += one.bytes.length;
    if (bytes > maxBytesPerMessage) {
      throw new HoldfastError('HF_PAYLOAD_TOO_LARGE', { details: { mostBytes: maxBytesPerMessage } });
    }
    checked.push(one);
  }
  const attachments = await Promise.all(
    checked.map((one) => storeAttachment(context.files, context.tenant, one)),
  );
  return {
    kind: 'message',
    externalId: body.externalId,
    contact: body.contact,
    type: attachments[0]?.type ?? 'text',
    content: body.text ?? null,
    attachments,
    replyToExternalId: body.replyTo,
    sentAt: body.sentAt,
    metadata: {},
  };
}

function isUnknownType(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || !('type' in value)) return false;
  return typeof value.type === 'string' && !knownWebhookTypes.has(value.type);
}

function toPlaceholder(event: {
  type: string;
  externalId: string;
  contact: InboundMessage['contact'];
  text?: string | undefined;
}): InboundMessage {
  return {
    kind: 'message',
    externalId: event.externalId,
    contact: event.contact,
    type: 'unsupported',
    content: event.text ?? null,
    attachments: [],
    metadata: { original_type: event.type },
  };
}
