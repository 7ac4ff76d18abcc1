import type { ToMain, ToReplica } from '../src/contract/main-replica.ts';

/** Messages from a test to the process of an older client. */
export type ToPreviousClient =
  | {
      readonly type: 'start';
      readonly userDataDirectory: string;
      readonly templateDirectory: string;
      readonly serverUrl: string;
    }
  | { readonly type: 'main'; readonly message: Exclude<ToReplica, { type: 'start' }> }
  | { readonly type: 'openWindow'; readonly windowId: number }
  | { readonly type: 'port'; readonly windowId: number; readonly data: unknown };

/** Messages from that process to the test. */
export type FromPreviousClient =
  | { readonly type: 'ready' }
  | { readonly type: 'started' }
  | { readonly type: 'told'; readonly message: ToMain }
  | { readonly type: 'port'; readonly windowId: number; readonly data: unknown };
