import type { PreloadApi } from '../../contract/preload-api.ts';

/** The window and the system, where there are none. */
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
