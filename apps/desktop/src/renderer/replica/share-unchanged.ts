/**
 * Returns `next`, with every part that equals its counterpart in `previous` replaced by that counterpart. A live query
 * emits its whole result each time; this lets React see which rows changed. Array elements are matched by `kind` and
 * `id` if they have an id, otherwise by index.
 */
export function shareUnchanged(previous: unknown, next: unknown): unknown {
  if (Object.is(previous, next)) return previous;
  if (Array.isArray(previous) && Array.isArray(next)) return shareArray(previous, next);
  if (isRecord(previous) && isRecord(next)) return shareRecord(previous, next);
  return next;
}

function shareArray(previous: readonly unknown[], next: readonly unknown[]): unknown {
  const byIdentity = new Map<string, unknown>();
  for (const [index, element] of previous.entries()) byIdentity.set(identity(element, index), element);
  const shared = next.map((element, index) =>
    shareUnchanged(byIdentity.get(identity(element, index)), element),
  );
  const same =
    shared.length === previous.length &&
    shared.every((element, index) => Object.is(element, previous[index]));
  return same ? previous : shared;
}

function shareRecord(previous: Record<string, unknown>, next: Record<string, unknown>): unknown {
  const shared: Record<string, unknown> = {};
  let same = Object.keys(previous).length === Object.keys(next).length;
  for (const [name, value] of Object.entries(next)) {
    shared[name] = shareUnchanged(previous[name], value);
    if (!(name in previous) || !Object.is(shared[name], previous[name])) same = false;
  }
  return same ? previous : shared;
}

function identity(element: unknown, index: number): string {
  if (!isRecord(element) || !('id' in element)) return `at:${index}`;
  return `id:${JSON.stringify([element['kind'], element['id']])}`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
