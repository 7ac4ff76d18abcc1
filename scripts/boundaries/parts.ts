/** The parts of the product, each a folder. The longest folder that holds a file names its part. */
export const partFolders = {
  schema: 'packages/schema',
  ui: 'packages/ui',
  contract: 'apps/desktop/src/contract',
  main: 'apps/desktop/src/main',
  preload: 'apps/desktop/src/preload',
  replica: 'apps/desktop/src/replica',
  renderer: 'apps/desktop/src/renderer',
  server: 'apps/sync-server',
} as const;

export type Part = keyof typeof partFolders;

/** What one part may take from another: anything, types alone, or what lies in some folders of it. */
export interface Permission {
  readonly typesOnly?: boolean;
  readonly within?: readonly string[];
}

const anything: Permission = {};

/** Who may import what. A pair that is missing may not. */
export const permissions: Readonly<Record<Part, Partial<Readonly<Record<Part, Permission>>>>> = {
  schema: {},
  ui: { schema: { within: ['packages/schema/src/domain/'] } },
  contract: { schema: anything },
  main: { schema: anything, contract: anything },
  preload: { schema: anything, contract: anything },
  replica: {
    schema: anything,
    contract: anything,
    server: { typesOnly: true, within: ['apps/sync-server/src/rpc/app-router.ts'] },
  },
  renderer: {
    schema: {
      within: ['packages/schema/src/domain/', 'packages/schema/src/ids/', 'packages/schema/src/errors/'],
    },
    ui: anything,
    contract: anything,
    replica: { typesOnly: true },
  },
  server: { schema: anything },
};

/**
 * The folders of the server, from the outermost to the innermost. A file may import from layers below its own and
 * from its own folder: never sideways, never up.
 */
export const serverLayers: readonly (readonly string[])[] = [
  ['cli'],
  ['lifecycle', 'simulate', 'demo'],
  ['http'],
  ['rpc'],
  ['sync', 'channels', 'jobs'],
  ['mutations', 'presence'],
  ['use-cases'],
  ['auth', 'files'],
  ['db'],
  ['wake-ups'],
  ['logging', 'metrics'],
  ['config', 'embedded-postgres', 'sample-data'],
];

/** What a running server is made of. Its type may be named in every layer, since each is handed its parts by it. */
export const serverContext = 'apps/sync-server/src/lifecycle/server-context.ts';
