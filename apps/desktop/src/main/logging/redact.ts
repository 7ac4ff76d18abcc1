/**
 * Removes secrets and message content from a value before it is logged: the values of fields with such names, and
 * everything in a text that looks like a token.
 */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value);
  if (value instanceof Error) return redactText(value.stack ?? `${value.name}: ${value.message}`);
  if (typeof value !== 'object' || value === null) return value;
  if (depth === maxDepth) return '[…]';
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      sensitiveName.test(name) ? removed : redact(inner, depth + 1),
    ]),
  );
}

const maxDepth = 6;
const removed = '[removed]';
const sensitiveName = /^(password|secret|value|body|text|content|preview)$|token|authorization|api_?key/i;
const sensitiveField = /("(?:password|secret|[a-z]*token|body|text|content)"\s*:\s*)"(?:[^"\\]|\\.)*"/gi;
const bearer = /\b(bearer\s+)[\w.~+/=-]+/gi;
const jsonWebToken = /\beyJ[\w-]+\.[\w-]+\.[\w-]+/g;

function redactText(text: string): string {
  return text
    .replace(sensitiveField, `$1"${removed}"`)
    .replace(bearer, `$1${removed}`)
    .replace(jsonWebToken, removed);
}
