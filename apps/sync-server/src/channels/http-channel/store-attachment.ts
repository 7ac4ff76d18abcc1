import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';

import { safeFileName } from '../../files/file-name.ts';
import type { FileStore } from '../../files/file-store.ts';
import { allowedFileType, allowedMimeTypes, sniffFileType } from '../../files/file-type.ts';
import { readImageSize } from '../../files/image-size.ts';
import type { InboundAttachment } from '../inbound-event.ts';
import { guardedRequest } from '../guarded-request.ts';
import type { AttachmentBody } from './message-body.ts';

const mebibyte = 1024 * 1024;
const maxBytesPerAttachment = 8 * mebibyte;
export const maxBytesPerMessage = 16 * mebibyte;
const downloadTimeoutMs = 8000;

export interface CheckedAttachment {
  bytes: Buffer;
  extension: string;
  attachment: Omit<InboundAttachment, 'fileKey'>;
}

/**
 * Fetches or decodes an attachment and checks its size and type. It stores nothing, so a message with one bad file
 * leaves no files behind. Throws HF_PAYLOAD_TOO_LARGE, HF_UNSUPPORTED_MEDIA_TYPE or HF_ATTACHMENT_UNREACHABLE.
 */
export async function checkAttachment(
  body: AttachmentBody,
  allowPrivateAddresses: boolean,
): Promise<CheckedAttachment> {
  const bytes =
    body.url === undefined
      ? Buffer.from(body.dataBase64 ?? '', 'base64')
      : await download(body.url, allowPrivateAddresses);
  if (bytes.length > maxBytesPerAttachment) {
    throw new HoldfastError('HF_PAYLOAD_TOO_LARGE', {
      details: { attachment: body.filename, mostBytes: maxBytesPerAttachment },
    });
  }
  const sniffed = sniffFileType(bytes);
  const declared = allowedFileType(body.mimeType);
  if (sniffed === undefined || declared?.mimeType !== sniffed.mimeType) {
    throw new HoldfastError('HF_UNSUPPORTED_MEDIA_TYPE', {
      details: {
        attachment: body.filename,
        declared: body.mimeType,
        found: sniffed?.mimeType ?? 'unknown',
        accepted: allowedMimeTypes,
      },
    });
  }
  return {
    bytes,
    extension: sniffed.extension,
    attachment: {
      type: body.type ?? sniffed.attachmentType,
      mimeType: sniffed.mimeType,
      filename: safeFileName(body.filename, sniffed.extension),
      fileSize: bytes.length,
      ...(sniffed.attachmentType === 'image' ? readImageSize(bytes) : undefined),
      ...(body.url === undefined ? {} : { platformUrl: body.url }),
    },
  };
}

export async function storeAttachment(
  files: FileStore,
  tenant: string,
  checked: CheckedAttachment,
): Promise<InboundAttachment> {
  return { ...checked.attachment, fileKey: await files.put(tenant, checked.bytes, checked.extension) };
}

async function download(url: string, allowPrivateAddresses: boolean): Promise<Buffer> {
  const response = await guardedRequest({
    method: 'GET',
    url,
    timeoutMs: downloadTimeoutMs,
    maxResponseBytes: maxBytesPerAttachment,
    allowPrivateAddresses,
  }).catch((error: unknown) => {
    if (error instanceof HoldfastError) throw error;
    throw new HoldfastError('HF_ATTACHMENT_UNREACHABLE', { cause: error });
  });
  if (response.status !== 200) {
    throw new HoldfastError('HF_ATTACHMENT_UNREACHABLE', { details: { status: response.status } });
  }
  return response.body;
}
