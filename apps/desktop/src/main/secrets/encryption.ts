import type { SafeStorage } from 'electron';

export interface Encryption {
  encrypt(text: string): Promise<Buffer>;
  decrypt(encrypted: Buffer): Promise<string>;
}

/**
 * The system's keyring, or null if there is none. On Linux `basic_text` encrypts with a publicly known key and counts
 * as none. Newer versions of Electron have asynchronous calls and will remove the synchronous ones; older versions have
 * only those.
 */
export async function openEncryption(safeStorage: SafeStorage): Promise<Encryption | null> {
  const selected = backend(safeStorage);
  if (selected === 'basic_text') return null;
  if ('isAsyncEncryptionAvailable' in safeStorage) {
    if (!(await safeStorage.isAsyncEncryptionAvailable())) return null;
    return {
      encrypt: (text) => safeStorage.encryptStringAsync(text),
      decrypt: async (encrypted) => (await safeStorage.decryptStringAsync(encrypted)).result,
    };
  }
  return openSynchronousEncryption(safeStorage);
}

type SynchronousSafeStorage = Pick<SafeStorage, 'isEncryptionAvailable' | 'encryptString' | 'decryptString'>;

function openSynchronousEncryption(safeStorage: SynchronousSafeStorage): Encryption | null {
  if (!safeStorage.isEncryptionAvailable()) return null;
  return {
    encrypt: async (text) => safeStorage.encryptString(text),
    decrypt: async (encrypted) => safeStorage.decryptString(encrypted),
  };
}

function backend(safeStorage: SafeStorage): string {
  if (process.platform !== 'linux' || !('getSelectedStorageBackend' in safeStorage)) return 'unknown';
  return safeStorage.getSelectedStorageBackend();
}
