import { OfflineBar } from '@holdfast/ui/inbox/offline-bar';

import type { SessionState } from '../../contract/session.ts';
import { errorText } from '../i18n/error-text.ts';
import { useNow } from '../i18n/use-now.ts';
import { useText } from '../i18n/use-text.ts';
import { useTimes } from '../i18n/use-times.ts';
import { useUi } from '../state/use-ui.tsx';

/** One line at the foot of the list while the device is offline or must sign in again. */
export function ConnectionBar({ session }: { readonly session: SessionState }) {
  const text = useText();
  const times = useTimes();
  const now = useNow();
  const showView = useUi((state) => state.showView);
  const showOverlay = useUi((state) => state.showOverlay);
  const { connection, outbox } = session;
  const queued =
    outbox.queued === 0
      ? undefined
      : { label: text('connection.queued', { count: outbox.queued }), onOpen: () => showView('outbox') };

  switch (connection.kind) {
    case 'live':
    case 'catching-up':
    case 'signed-out':
      return null;
    case 'offline':
      return <OfflineBar kind="offline" label={offlineSince(connection.since)} queued={queued} />;
    case 'connecting':
      if (connection.offlineSince === null) return null;
      return <OfflineBar kind="offline" label={offlineSince(connection.offlineSince)} queued={queued} />;
    case 'draining':
      return <OfflineBar kind="connecting" label={text('connection.draining')} queued={queued} />;
    case 'needs-sign-in':
      return (
        <OfflineBar
          kind="signed-out"
          label={text('connection.needsSignIn')}
          queued={queued}
          action={{ label: text('connection.signIn'), onPick: () => showOverlay('sign-in') }}
        />
      );
    case 'outdated':
      return <OfflineBar kind="offline" label={errorText(text, connection.error)} queued={queued} />;
  }

  function offlineSince(since: string): string {
    return text('connection.offlineSince', { time: times.short(since, now) });
  }
}
