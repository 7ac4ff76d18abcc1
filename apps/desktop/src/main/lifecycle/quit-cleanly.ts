import type { App } from 'electron';

/** Holds back the end of the app until `stop` is done. Every way to quit passes here but a kill. */
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
