import 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** Superuser URL of the run's embedded Postgres; `.pg.test.ts` files read it with `inject`. */
    databaseUrl: string;
  }
}
