import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';

import { contentDisposition } from './file-name.ts';
import type { FileStore } from './file-store.ts';
import { mimeTypeOfExtension } from './file-type.ts';
import { checkFileLink, type LinkKey } from './signed-link.ts';

export interface FileRouteOptions {
  files: FileStore;
  linkKey: LinkKey;
  clock: () => Date;
}

const paramsSchema = z.object({
  tenant: z.string().max(64),
  folder: z.string().max(2),
  file: z.string().max(70),
});
const querySchema = z.object({
  name: z.string().min(1).max(255),
  expires: z.coerce.number().int().positive(),
  signature: z.string().max(64),
});

/**
 * `GET /files/<tenant>/<key>?name&expires&signature`: serves a file to the holder of a valid link. Throws
 * HF_FILE_LINK_EXPIRED, HF_FILE_LINK_INVALID or HF_NOT_FOUND.
 */
export async function registerFileRoutes(app: FastifyInstance, options: FileRouteOptions): Promise<void> {
  app.get('/files/:tenant/:folder/:file', async (request, reply) => {
    const { tenant, folder, file } = paramsSchema.parse(request.params);
    const link = { tenant, key: `${folder}/${file}`, ...querySchema.parse(request.query) };
    const check = checkFileLink(options.linkKey, link, options.clock().getTime());
    if (!check.valid) {
      throw new HoldfastError(check.reason === 'expired' ? 'HF_FILE_LINK_EXPIRED' : 'HF_FILE_LINK_INVALID');
    }
    const found = await options.files.open(tenant, link.key);
    const mimeType = mimeTypeOfExtension(file.split('.').at(-1) ?? '');
    if (found === undefined || mimeType === undefined) throw new HoldfastError('HF_NOT_FOUND');
    // Images can be shown inline. The headers below forbid sniffing, framing and scripts.
    const kind = mimeType.startsWith('image/') ? 'inline' : 'attachment';
    return reply
      .type(mimeType)
      .header('content-length', found.size)
      .header('content-disposition', contentDisposition(kind, link.name))
      .header('x-content-type-options', 'nosniff')
      .header('content-security-policy', "default-src 'none'; sandbox")
      .header('cross-origin-resource-policy', 'same-site')
      .header('cache-control', 'private, max-age=31536000, immutable')
      .send(found.stream);
  });
}
