import { z } from 'zod';
import { maxMessageLength } from '../domain/message.ts';

/** Id of a row that exists or is being inserted. */
export const idSchema = z.number().int().positive();

/** Text by an agent, not blank. NUL characters are removed, because Postgres cannot store them in `text`. */
export const textSchema = z
  .string()
  .max(maxMessageLength)
  .transform((text) => text.replaceAll('\u0000', ''))
  .refine((text) => text.trim().length > 0, 'empty');
