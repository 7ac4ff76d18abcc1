import { z } from 'zod';
import { maxMessageLength } from '../domain/message.ts';

/** The id of a row that is there, or is about to be made. */
export const idSchema = z.number().int().positive();

/** Words of an agent. Postgres cannot keep NUL bytes in text: they are taken out, for they never mean anything. */
export const textSchema = z
  .string()
  .max(maxMessageLength)
  .transform((text) => text.replaceAll('\u0000', ''))
  .refine((text) => text.trim().length > 0, 'empty');
