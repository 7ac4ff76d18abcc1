/**
 * Returns the microseconds since 1970. A `Date` would lose the last three digits.
 * @param text a time as Postgres prints it in JSON, such as `2026-02-03T04:05:06.789012+00:00`
 */
export function instantOf(text: string): bigint {
  const match = /^(.{19})(?:\.(\d{1,6}))?(.*)$/.exec(text);
  const [, seconds, fraction = '', zone] = match ?? [];
  const milliseconds = Date.parse(`${seconds?.replace(' ', 'T')}${zone === '' ? 'Z' : zone}`);
  return BigInt(milliseconds) * 1000n + BigInt(fraction.padEnd(6, '0'));
}
