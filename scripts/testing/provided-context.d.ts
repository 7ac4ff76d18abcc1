import 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** URL of a superuser of the run's own embedded Postgres; `.pg.test.ts` files take it with `inject`. */
    databaseUrl: string;
  }
}
