import { z } from 'zod';

const rowsSchema = z.array(z.record(z.string(), z.unknown()));

/** Parses the rows of one part of a delta. For tests only: neither end of the protocol parses rows. */
export function parseRows(text: string): Record<string, unknown>[] {
  return rowsSchema.parse(JSON.parse(text));
}
