import type { Delta } from '@holdfast/schema/protocol/delta';
import { downSchema } from '@holdfast/schema/protocol/down';
import { z } from 'zod';

const frameSchema = z.object({ result: z.object({ data: z.unknown() }) });

/** The delta that a message to a replica brings; null if it brings none. */
export function deltaOf(text: string): Delta | null {
  const down = downSchema.safeParse(frameSchema.safeParse(JSON.parse(text)).data?.result.data).data;
  return down?.type === 'delta' ? down : null;
}
