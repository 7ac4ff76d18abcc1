import type { PreloadApi } from '../../src/contract/preload-api.ts';

declare global {
  interface Window {
    /** What the preload script gives to the page that a test evaluates in. */
    readonly holdfast: PreloadApi;
  }
}
