import { createStore } from 'zustand';
import type { StoreApi } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';

import { createAnnouncementSlice } from './announcement-slice.ts';
import type { AnnouncementSlice } from './announcement-slice.ts';
import { createComposerSlice } from './composer-slice.ts';
import type { ComposerSlice } from './composer-slice.ts';
import { createNoteEditSlice } from './note-edit-slice.ts';
import type { NoteEditSlice } from './note-edit-slice.ts';
import { createOverlaySlice } from './overlay-slice.ts';
import type { OverlaySlice } from './overlay-slice.ts';
import { createPanesSlice } from './panes-slice.ts';
import type { PanesSlice } from './panes-slice.ts';
import { rememberedState } from './remembered-state.ts';
import { createPreferencesSlice } from './preferences-slice.ts';
import type { PreferencesSlice } from './preferences-slice.ts';
import { createSelectionSlice } from './selection-slice.ts';
import type { SelectionSlice } from './selection-slice.ts';

export type UiState = SelectionSlice &
  PanesSlice &
  OverlaySlice &
  ComposerSlice &
  NoteEditSlice &
  PreferencesSlice &
  AnnouncementSlice;

export type UiStore = StoreApi<UiState>;

/**
 * State of the interface: selection, pane widths, preferences. Customers, conversations and messages are never copied
 * here; they come from the replica.
 */
export function createUiStore(storage: Storage): UiStore {
  return createStore<UiState>()(
    persist(
      (set, get, api) => ({
        ...createSelectionSlice(set, get, api),
        ...createPanesSlice(set, get, api),
        ...createOverlaySlice(set, get, api),
        ...createComposerSlice(set, get, api),
        ...createNoteEditSlice(set, get, api),
        ...createPreferencesSlice(set, get, api),
        ...createAnnouncementSlice(set, get, api),
      }),
      {
        name: 'holdfast-ui',
        version: 1,
        storage: createJSONStorage(() => storage),
        partialize: (state) => ({
          view: state.view,
          openConversations: state.openConversations,
          listWidth: state.listWidth,
          customerPanel: state.customerPanel,
          preferences: state.preferences,
        }),
        merge: (stored, current) => ({ ...current, ...rememberedState(stored) }),
      },
    ),
  );
}
