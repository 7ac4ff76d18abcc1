import { createContext, use } from 'react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';

import type { UiState, UiStore } from './ui-store.ts';

const UiStoreContext = createContext<UiStore | null>(null);

export function UiStoreProvider(props: { readonly store: UiStore; readonly children: ReactNode }) {
  return <UiStoreContext value={props.store}>{props.children}</UiStoreContext>;
}

function useUiStore(): UiStore {
  const store = use(UiStoreContext);
  if (store === null) throw new Error('useUiStore outside of UiStoreProvider');
  return store;
}

export function useUi<Selected>(select: (state: UiState) => Selected): Selected {
  return useStore(useUiStore(), select);
}
