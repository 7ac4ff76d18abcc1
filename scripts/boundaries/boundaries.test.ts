import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { findViolations } from './find-violations.ts';
import { readImports } from './read-imports.ts';
import { readSourceFiles } from './read-source-files.ts';

const root = join(import.meta.dirname, '../..');
const maxLines = 500;

describe('this repository', () => {
  const files = readSourceFiles(root);

  test('has no import across a boundary', () => {
    expect(files.length).toBeGreaterThan(100);
    expect(findViolations(files)).toEqual([]);
  });

  test(`has no source file of more than ${maxLines} lines`, () => {
    const tooLong = files.filter((file) => file.text.split('\n').length - 1 > maxLines);
    expect(tooLong.map((file) => file.path)).toEqual([]);
  });
});

describe('a tree with one forbidden import of each kind', () => {
  test('yields one violation for each of them', () => {
    expect(
      findViolations(readSourceFiles(join(import.meta.dirname, 'fixtures'), ['apps', 'packages'])),
    ).toEqual([
      'apps/desktop/src/main/window.ts → apps/desktop/src/replica/outbox.ts: main may not import replica',
      'apps/desktop/src/renderer/inbox.tsx → packages/schema/src/tables/messages: renderer may import only packages/schema/src/domain/, packages/schema/src/ids/, packages/schema/src/errors/ of schema',
      'apps/desktop/src/renderer/inbox.tsx → apps/desktop/src/replica/outbox.ts: renderer may import only types of replica',
      'apps/sync-server/demo/seed.ts → packages/testkit/src/sample: shipped code may not import test code',
      'apps/sync-server/src/auth/sign-in.ts → apps/sync-server/src/lifecycle/server-context.ts: auth/ lies below lifecycle/: never up',
      'apps/sync-server/src/brand-new/idea.ts → apps/sync-server/src/db/with-tenant.ts: brand-new/ has no layer yet: give it one in scripts/boundaries/parts.ts',
      'apps/sync-server/src/channels/send.ts → apps/sync-server/demo/seed.ts: only apps/sync-server/src/cli/ may import demo',
      'apps/sync-server/src/db/with-tenant.ts → apps/sync-server/src/inbox/assign.ts: db/ lies below inbox/: never up',
      'apps/sync-server/src/retention/prune.ts → soak/broken/broken-server.ts: shipped code may not import test code',
      'apps/sync-server/src/retention/prune.ts → apps/sync-server/src/inbox/assign.ts: retention/ and inbox/ are one layer: never sideways',
      'packages/schema/src/domain/message.ts → packages/ui/src/primitives/button: schema may not import ui',
    ]);
  });
});

test('all forms of import are read, except in comments', () => {
  const source = [
    "import 'side-effect';",
    "import one, { two } from 'value';",
    "import type { Three } from 'type';",
    "import {\n  four,\n  five,\n} from 'lines';",
    "export { six } from 'again';",
    "const seven = await import('later');",
    "// import eight from 'comment';",
    "/* import nine from 'block'; */",
  ].join('\n');
  expect(readImports(source)).toEqual([
    { specifier: 'side-effect', isTypeOnly: false },
    { specifier: 'value', isTypeOnly: false },
    { specifier: 'type', isTypeOnly: true },
    { specifier: 'lines', isTypeOnly: false },
    { specifier: 'again', isTypeOnly: false },
    { specifier: 'later', isTypeOnly: false },
  ]);
});
