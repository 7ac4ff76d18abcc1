import { authRouter } from './auth-router.ts';
import { filesRouter } from './files-router.ts';
import { syncRouter } from './sync-router.ts';
import { router } from './trpc.ts';

export const appRouter = router({
  auth: authRouter,
  files: filesRouter,
  sync: syncRouter,
});

export type AppRouter = typeof appRouter;
