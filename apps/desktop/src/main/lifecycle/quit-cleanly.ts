import type { App } from 'electron';

/** Delays the end of the app until `stop` is done. This covers every way to quit except a kill. */
export function quitCleanly(app: App, stop: () => Promise<void>): void {
  let phase: 'running' | 'stopping' | 'stopped' = 'running';
  app.on('before-quit', (event) => {
    if (phase === 'stopped') return;
    event.preventDefault();
    if (phase === 'stopping') return;
    phase = 'stopping';
    void stop().finally(() => {
      phase = 'stopped';
      app.quit();
    });
  });
}
