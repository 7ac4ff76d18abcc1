import { expectedRows } from './expected-rows.ts';
import type { Finding } from './finding.ts';
import type { ReplicaImage } from './replica-image.ts';
import type { RowHistory, TenantState } from './row-history.ts';
import { scopeOf } from './scope-of.ts';

/** Maximum number of rows listed in one finding. */
const rowLimit = 12;

/**
 * Compares a replica with the server's rows at the snapshot of the replica's cursor. The replica must hold exactly the
 * scope at that snapshot (invariants 1, 2 and 4). Queued mutations must be visible until their result and their effects
 * arrive together (invariant 6).
 */
export function examineImage(image: ReplicaImage, history: RowHistory): readonly Finding[] {
  if (image.cursor === null) return [];
  const state = history.stateAt(image.cursor);
  return [...examineScope(image, state), ...examineRows(image, state), ...examineQueue(image)].map(
    (finding) => ({
      ...finding,
      details: { replica: image.replica, cursor: image.cursor, ...finding.details },
    }),
  );
}

function examineScope(image: ReplicaImage, state: TenantState): Finding[] {
  const scope = scopeOf(state.get('conversations')?.values() ?? [], image.userId);
  const findings: Finding[] = [];
  for (const { conversationId, scope: held } of image.held) {
    const expected = scope.get(conversationId) ?? null;
    if (expected !== (held === 'header' ? 'mine' : held))
      findings.push({
        invariant: 4,
        about: 'held out of scope',
        details: { conversationId, held, expected },
      });
  }
  const held = new Set(image.held.map(({ conversationId }) => conversationId));
  const missing = [...scope.keys()].filter((id) => !held.has(id));
  const headers = image.held.filter(({ scope: how }) => how === 'header').length;
  if (missing.length + headers > image.remaining)
    findings.push({
      invariant: 1,
      about: 'in scope, not held, and not said to come',
      details: { missing: missing.slice(0, rowLimit), headers, remaining: image.remaining },
    });
  return findings;
}

function examineRows(image: ReplicaImage, state: TenantState): Finding[] {
  const expected = expectedRows(state, image);
  const actual = new Map(image.rows.map((row) => [`${row.table} ${row.key}`, row.image]));
  const missing = [...expected.keys()].filter((key) => !actual.has(key));
  const surplus = [...actual.keys()].filter((key) => !expected.has(key));
  const different = [...expected].filter(([key, row]) => actual.has(key) && actual.get(key) !== row);
  if (missing.length + surplus.length + different.length === 0) return [];
  const about = 'the rows are not those of the snapshot at the cursor';
  const details = {
    counts: { missing: missing.length, surplus: surplus.length, different: different.length },
    missing: missing.slice(0, rowLimit),
    surplus: surplus.slice(0, rowLimit).map((key) => ({ key, replica: actual.get(key) })),
    different: different
      .slice(0, rowLimit)
      .map(([key, row]) => ({ key, server: row, replica: actual.get(key) })),
  };
  return [{ invariant: missing.length > 0 ? 1 : 2, about, details }];
}

function examineQueue(image: ReplicaImage): Finding[] {
  const told = new Set(image.rows.map(({ table, key }) => `${table} ${key}`));
  const whole = new Set(
    image.held.filter(({ scope }) => scope === 'mine').map(({ conversationId }) => conversationId),
  );
  return image.queued.flatMap(({ name, uuid, made, isVisible }): Finding[] => {
    if (made === null) return [];
    const details = { name, uuid, made };
    if (told.has(`${made.table} ${made.key}`))
      return [{ invariant: 6, about: 'an effect came without its result', details }];
    if (!isVisible && whole.has(made.conversationId))
      return [{ invariant: 6, about: 'a queued write is not to be seen', details }];
    return [];
  });
}
