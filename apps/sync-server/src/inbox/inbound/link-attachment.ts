import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import { allowedScope } from '@holdfast/schema/scope/conversation-scope';
import { conversations } from '@holdfast/schema/tables/conversations';
import { messageAttachments } from '@holdfast/schema/tables/message-attachments';
import { eq } from 'drizzle-orm';

import type { TenantTransaction } from '../../db/with-tenant.ts';
import { signFileLink, type LinkKey } from '../../files/signed-link.ts';

export interface LinkRequest {
  tenant: string;
  attachmentId: number;
  /** The requesting user. Only the conversation's assignee can open its files. */
  userId: number;
  linkKey: LinkKey;
  /** Unix time in milliseconds. */
  now: number;
}

const linkTtlMs = 10 * 60_000;

/**
 * Returns a signed link to an attachment's file, relative to the server's URL. Throws HF_NOT_FOUND if the attachment
 * does not exist or the user must not open it.
 */
export async function linkAttachment({ tx }: TenantTransaction, request: LinkRequest): Promise<string> {
  const [attachment] = await tx
    .select({
      key: messageAttachments.url,
      name: messageAttachments.filename,
      conversation: { assignedTo: conversations.assignedTo, status: conversations.status },
    })
    .from(messageAttachments)
    .innerJoin(conversations, eq(conversations.id, messageAttachments.conversationId))
    .where(eq(messageAttachments.id, request.attachmentId));
  const isAllowed =
    attachment !== undefined && allowedScope(request.userId, attachment.conversation) === 'mine';
  if (!isAllowed || attachment.key === null) throw new HoldfastError('HF_NOT_FOUND');
  const link = { tenant: request.tenant, key: attachment.key, name: attachment.name ?? 'file' };
  return signFileLink(request.linkKey, link, request.now + linkTtlMs);
}
