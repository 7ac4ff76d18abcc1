import { useEffect, useRef } from 'react';

import type { ConnectionState } from '../../contract/session.ts';
import { useText } from '../i18n/use-text.ts';
import { useUi } from '../state/use-ui.tsx';

/** Announces once that the connection was lost or restored. Attempts in between are not announced. */
export function useConnectionAnnouncements(connection: ConnectionState): void {
  const text = useText();
  const announce = useUi((state) => state.announce);
  const last = useRef<'online' | 'offline' | null>(null);
  const state = connection.kind === 'live' ? 'online' : connection.kind === 'offline' ? 'offline' : null;
  useEffect(() => {
    if (state === null || state === last.current) return;
    if (last.current !== null || state === 'offline') {
      announce(text(state === 'online' ? 'announce.online' : 'announce.offline'));
    }
    last.current = state;
  }, [state, announce, text]);
}
