import type { Delta } from '@holdfast/schema/protocol/delta';
import { downSchema } from '@holdfast/schema/protocol/down';
import type { WireMessage } from '@holdfast/testkit/transport/wire-message';
import { decodeMessage } from '@holdfast/schema/transport/message-frame';
import { z } from 'zod';

const frameSchema = z.object({ result: z.object({ data: z.unknown() }) });

/** Returns the delta in a message to a replica; null if the message contains none. */
export function deltaOf({ frame }: WireMessage): Delta | null {
  const down = downSchema.safeParse(frameSchema.safeParse(decodeMessage(frame)).data?.result.data).data;
  return down?.type === 'delta' ? down : null;
}
