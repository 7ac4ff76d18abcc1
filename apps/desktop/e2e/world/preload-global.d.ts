import type { PreloadApi } from '../../src/contract/preload-api.ts';

declare global {
  interface Window {
    /** The functions of the preload script, for code that a test evaluates in the page. */
    readonly holdfast: PreloadApi;
  }
}
