import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import type { z } from 'zod';

/** Parses a UTF-8 JSON body. Throws HF_MALFORMED_JSON. */
export function readJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch (cause) {
    throw new HoldfastError('HF_MALFORMED_JSON', { cause });
  }
}

/** Parses a value with a schema. Throws HF_INVALID_INPUT, whose details name the fields but not their values. */
export function parseInput<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map((issue) => ({
    field: issue.path.join('.'),
    problem: issue.message,
  }));
  throw new HoldfastError('HF_INVALID_INPUT', { details: { fields: fields.slice(0, 20) } });
}
