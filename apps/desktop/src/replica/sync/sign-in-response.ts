import { z } from 'zod';
import { userRoles } from '@holdfast/schema/domain/user';

/** The server's response to a sign-in and to a refresh. */
export const signInResponseSchema = z.object({
  accessToken: z.string(),
  accessTokenExpiresAt: z.string(),
  refreshToken: z.string(),
  user: z.object({
    id: z.number().int(),
    name: z.string(),
    email: z.string(),
    role: z.enum(userRoles),
    locale: z.string().nullable(),
  }),
  tenant: z.object({ slug: z.string(), name: z.string() }),
  deviceId: z.number().int(),
});
export type SignInResponse = z.infer<typeof signInResponseSchema>;
