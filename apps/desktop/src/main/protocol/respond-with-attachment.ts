import { readFile } from 'node:fs/promises';
import { attachmentSecurityPolicy } from '../security/content-security-policy.ts';
import { parseByteRange } from './byte-range.ts';

export type FindAttachment = (
  attachmentId: number,
) => Promise<{ path: string; mimeType: string | null } | null>;

/**
 * The response with an attachment's file, or null if the file is not available now. Images, audio and video get their
 * own type. Everything else is sent as a download, so that it never runs or renders under our origin.
 */
export async function respondWithAttachment(
  attachmentId: number,
  request: Request,
  find: FindAttachment,
): Promise<Response | null> {
  const attachment = await find(attachmentId);
  const content = attachment === null ? null : await readFile(attachment.path).catch(() => null);
  if (content === null) return null;
  const headers = attachmentHeaders(attachment?.mimeType ?? null);
  const part = parseByteRange(request.headers.get('range'), content.length);
  if (part === null) return new Response(content, { headers });
  if (part === 'unsatisfiable') return new Response(null, { status: 416 });
  return new Response(content.subarray(part.start, part.end + 1), {
    status: 206,
    headers: { ...headers, 'content-range': `bytes ${part.start}-${part.end}/${content.length}` },
  });
}

function attachmentHeaders(mimeType: string | null): Record<string, string> {
  const isMedia = mimeType !== null && /^(image|audio|video)\/[\w.+-]+$/.test(mimeType);
  return {
    'content-type': isMedia ? mimeType : 'application/octet-stream',
    ...(isMedia ? {} : { 'content-disposition': 'attachment' }),
    'content-security-policy': attachmentSecurityPolicy,
    'x-content-type-options': 'nosniff',
    'accept-ranges': 'bytes',
  };
}
