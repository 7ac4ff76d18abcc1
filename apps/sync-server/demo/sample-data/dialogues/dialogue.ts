export const topics = [
  'delivery',
  'refund',
  'booking',
  'opening-hours',
  'broken-item',
  'invoice',
  'product-question',
  'address-change',
  'thanks',
] as const;
export type Topic = (typeof topics)[number];

export const pictures = ['parcel', 'cracked-plate', 'lamp', 'receipt', 'chair', 'shelf'] as const;
export type Picture = (typeof pictures)[number];

export interface Turn {
  from: 'customer' | 'agent';
  /** With `{order}`, `{product}`, `{customer}`, `{agent}`, `{city}`, `{day}` and `{time}` to be filled. */
  text: string;
  picture?: Picture;
}

export interface Dialogue {
  topic: Topic;
  turns: readonly Turn[];
}

/**
 * Reads a conversation as it is written down: `>` begins what the customer says, `<` what the agent answers,
 * and `[lamp]` at the end of a line is a picture that comes with it.
 */
export function dialogue(topic: Topic, script: string): Dialogue {
  const lines = script
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return { topic, turns: lines.map(parseTurn) };
}

function parseTurn(line: string): Turn {
  const match = /^([<>]) (.*?)(?: \[([a-z-]+)\])?$/.exec(line);
  const picture = pictures.find((name) => name === match?.[3]);
  if (match === null || (match[3] !== undefined && picture === undefined)) {
    throw new Error(`not a turn of a dialogue: ${line}`);
  }
  const from = match[1] === '>' ? 'customer' : 'agent';
  return { from, text: match[2] ?? '', ...(picture === undefined ? {} : { picture }) };
}
