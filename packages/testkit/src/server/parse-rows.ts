import { z } from 'zod';

const rowsSchema = z.array(z.record(z.string(), z.unknown()));

/** The rows of a part of a delta. Tests look into them; neither end of the protocol does. */
export function parseRows(text: string): Record<string, unknown>[] {
  return rowsSchema.parse(JSON.parse(text));
}
