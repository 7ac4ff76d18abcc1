import { signInLimits } from '@holdfast/schema/domain/sign-in';
import { userRoles } from '@holdfast/schema/domain/user';
import { z } from 'zod';

import { rotateRefreshToken } from '../auth/rotate-refresh-token.ts';
import { signIn } from '../auth/sign-in.ts';
import { signOut } from '../auth/sign-out.ts';
import { publicProcedure, router } from './trpc.ts';

/** Postgres cannot store a NUL byte in a text. */
const text = z
  .string()
  .min(1)
  .refine((value) => !value.includes('\0'), 'must not contain a NUL byte');

const signInInput = z.object({
  tenant: text.max(signInLimits.tenant),
  email: text.max(signInLimits.email),
  password: text.max(signInLimits.password),
  device: z.object({ uuid: z.uuid(), name: text.trim().max(255) }),
});

const refreshTokenInput = z.object({ refreshToken: z.string().min(1).max(256) });

const signedInOutput = z.object({
  accessToken: z.string(),
  accessTokenExpiresAt: z.iso.datetime(),
  refreshToken: z.string(),
  user: z.object({
    id: z.number(),
    name: z.string(),
    email: z.string(),
    role: z.enum(userRoles),
    locale: z.string(),
  }),
  tenant: z.object({ slug: z.string(), name: z.string() }),
  deviceId: z.number(),
});

export const authRouter = router({
  signIn: publicProcedure
    .input(signInInput)
    .output(signedInOutput)
    .mutation(({ ctx, input }) => signIn(ctx.server, ctx.signInLimiter, { ...input, address: ctx.address })),

  refresh: publicProcedure
    .input(refreshTokenInput)
    .output(signedInOutput)
    .mutation(({ ctx, input }) => rotateRefreshToken(ctx.server, input.refreshToken)),

  signOut: publicProcedure
    .input(refreshTokenInput)
    .output(z.object({}))
    .mutation(async ({ ctx, input }) => {
      await signOut(ctx.server, input.refreshToken);
      return {};
    }),
});
