import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'postgresql',
  schema: './src/landlord/*.ts',
  out: './migrations/landlord',
});
