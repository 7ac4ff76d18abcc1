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
  /** Text with the slots `{order}`, `{product}`, `{customer}`, `{agent}`, `{city}`, `{day}` and `{time}`. */
  text: string;
  picture?: Picture;
}

export interface Dialogue {
  topic: Topic;
  turns: readonly Turn[];
}

/**
 * Parses a dialogue script: `>` begins a customer's message, `<` an agent's reply, and `[lamp]` at the end of a line
 * attaches a picture. Throws if a line is not a turn.
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
