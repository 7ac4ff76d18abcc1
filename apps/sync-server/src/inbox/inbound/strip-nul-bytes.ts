/**
 * Removes NUL characters from every string in a JSON value: Postgres stores them neither in text nor in jsonb, and
 * some phones send them. Lone surrogates, which jsonb rejects too, become U+FFFD.
 */
export function stripNulBytes<Value>(value: Value): Value;
export function stripNulBytes(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\ufffd');
  if (Array.isArray(value)) return value.map((item: unknown) => stripNulBytes(item));
  if (typeof value !== 'object' || value === null) return value;
  const clean: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) clean[stripNulBytes(key)] = stripNulBytes<unknown>(item);
  return clean;
}
