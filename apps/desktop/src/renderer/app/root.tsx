import { UiProvider } from '@holdfast/ui/primitives/ui-provider';
import { StrictMode } from 'react';

import type { PreloadApi } from '../../contract/preload-api.ts';
import { LanguageProvider } from '../i18n/language-provider.tsx';
import { CommandProvider } from '../keyboard/command-provider.tsx';
import type { ReplicaClient } from '../replica/replica-client.ts';
import { ReplicaProvider } from '../replica/replica-context.tsx';
import type { UiStore } from '../state/ui-store.ts';
import { UiStoreProvider } from '../state/use-ui.tsx';
import { App } from './app.tsx';
import { ShellProvider } from './shell-context.tsx';

export interface RootProps {
  readonly shell: PreloadApi;
  readonly replica: ReplicaClient;
  readonly store: UiStore;
}

/** Everything that the screens need, from the outside in. */
export function Root({ shell, replica, store }: RootProps) {
  return (
    <StrictMode>
      <ShellProvider shell={shell}>
        <UiStoreProvider store={store}>
          <LanguageProvider systemLocale={shell.shell.systemLocale}>
            <ReplicaProvider client={replica}>
              <UiProvider>
                <CommandProvider>
                  <App />
                </CommandProvider>
              </UiProvider>
            </ReplicaProvider>
          </LanguageProvider>
        </UiStoreProvider>
      </ShellProvider>
    </StrictMode>
  );
}
