import { z } from 'zod';

import { deriveKey } from '../config/derive-key.ts';
import { withTenant } from '../db/with-tenant.ts';
import { linkAttachment } from '../inbox/inbound/link-attachment.ts';
import { deviceProcedure, router } from './trpc.ts';

export const filesRouter = router({
  /** Returns a short-lived link to the file of an attachment in one of the agent's conversations. */
  link: deviceProcedure
    .input(z.object({ attachmentId: z.number().int().positive() }))
    .output(z.object({ url: z.string() }))
    .mutation(async ({ ctx, input }) => {
      const { server, tenant, user } = ctx;
      const url = await withTenant(tenant.pool, tenant.schemaName, { readOnly: true }, (transaction) =>
        linkAttachment(transaction, {
          tenant: tenant.slug,
          attachmentId: input.attachmentId,
          userId: user.id,
          linkKey: deriveKey(server.settings.tokenSecret, 'file-link'),
          now: server.clock().getTime(),
        }),
      );
      return { url };
    }),
});
