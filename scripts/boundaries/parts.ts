/** The parts of the repository, each a folder. A file belongs to the part whose folder contains it. */
export const partFolders = {
  schema: 'packages/schema',
  ui: 'packages/ui',
  contract: 'apps/desktop/src/contract',
  main: 'apps/desktop/src/main',
  preload: 'apps/desktop/src/preload',
  replica: 'apps/desktop/src/replica',
  renderer: 'apps/desktop/src/renderer',
  demo: 'apps/sync-server/demo',
  server: 'apps/sync-server/src',
} as const;

export type Part = keyof typeof partFolders;

/** The imports that one part may have from another: everything, types only, or files of some folders. */
export interface Permission {
  readonly typesOnly?: boolean;
  readonly within?: readonly string[];
  /** Only files of these folders may import. */
  readonly from?: readonly string[];
}

const anything: Permission = {};

/** Permitted imports by importing part. A pair that is not listed is forbidden. */
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
  demo: { schema: anything, server: anything },
  server: { schema: anything, demo: { from: ['apps/sync-server/src/cli/'] } },
};

/**
 * The folders of the server, from the outermost layer to the innermost. A file may import from its own folder and from
 * layers below it, not from other folders of its layer and not from layers above it.
 */
export const serverLayers: readonly (readonly string[])[] = [
  ['cli'],
  ['lifecycle'],
  ['http'],
  ['rpc'],
  ['jobs'],
  ['sync'],
  ['presence'],
  ['inbox', 'retention'],
  ['channels', 'tenants', 'users', 'clusters'],
  ['auth', 'files'],
  ['db'],
  ['wake-ups'],
  ['logging', 'metrics'],
  ['config', 'embedded-postgres'],
];

/** The context of a running server. Folders that serve requests may import its type; all others name the parts they use. */
export const serverContext = 'apps/sync-server/src/lifecycle/server-context.ts';
export const serverContextUsers: readonly string[] = ['http', 'rpc', 'sync'];
