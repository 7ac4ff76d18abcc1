import type { PreloadApi } from '../../contract/preload-api.ts';

/** Replaces the window and the system in tests. */
export function testShell(systemLocale = 'en-GB'): PreloadApi {
  return {
    shell: {
      platform: 'linux',
      appVersion: '0.1.0',
      systemLocale,
      theme: 'system',
      windowButtons: 'own',
      secretStorage: 'available',
    },
    requestReplicaPort: () => {},
    setTheme: async () => {},
    openExternal: async () => true,
    minimizeWindow: () => {},
    toggleMaximizeWindow: () => {},
    closeWindow: () => {},
    onWindowState: () => () => {},
    onOpenConversation: () => () => {},
  };
}
