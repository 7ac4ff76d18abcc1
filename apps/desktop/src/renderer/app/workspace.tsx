import { createToasts } from '@holdfast/ui/behavior/toasts';
import { ToastRegion } from '@holdfast/ui/primitives/toast-region';
import { useEffect, useState } from 'react';

import type { Account, SessionState } from '../../contract/session.ts';
import { useText } from '../i18n/use-text.ts';
import { InboxScreen } from '../inbox/inbox-screen.tsx';
import { ShortcutSheet } from '../keyboard/shortcut-sheet.tsx';
import { OutboxScreen } from '../outbox/outbox-screen.tsx';
import { ViewRail } from '../rail/view-rail.tsx';
import { SettingsScreen } from '../settings/settings-screen.tsx';
import { SignInAgainDialog } from '../sign-in/sign-in-again-dialog.tsx';
import { SignOutDialog } from '../sign-in/sign-out-dialog.tsx';
import { isInboxView } from '../state/selection-slice.ts';
import { useUi } from '../state/use-ui.tsx';
import styles from './app.module.css';
import { useShell } from './shell-context.tsx';
import { ToastsProvider } from './toasts-context.tsx';
import { useConnectionAnnouncements } from './use-connection-announcements.ts';
import { useViewCommands } from './use-view-commands.ts';

export interface WorkspaceProps {
  readonly session: SessionState;
  readonly account: Account;
}

export function Workspace({ session, account }: WorkspaceProps) {
  const text = useText();
  const view = useUi((state) => state.view);
  const [toasts] = useState(createToasts);
  useViewCommands();
  useConnectionAnnouncements(session.connection);
  useOpenFromNotification();
  return (
    <ToastsProvider toasts={toasts}>
      <div className={styles.workspace}>
        <ViewRail session={session} account={account} />
        {isInboxView(view) ? <InboxScreen view={view} session={session} account={account} /> : null}
        {view === 'outbox' ? <OutboxScreen session={session} /> : null}
        {view === 'settings' ? <SettingsScreen session={session} account={account} /> : null}
      </div>
      <ShortcutSheet />
      <SignInAgainDialog session={session} account={account} />
      <SignOutDialog session={session} />
      <ToastRegion toasts={toasts} label={text('toasts.label')} closeLabel={text('close')} />
    </ToastsProvider>
  );
}

function useOpenFromNotification(): void {
  const shell = useShell();
  const openConversation = useUi((state) => state.openConversation);
  const takeTurn = useUi((state) => state.takeTurn);
  useEffect(
    () =>
      shell.onOpenConversation((conversationId) => {
        openConversation('mine', conversationId);
        takeTurn('conversation');
      }),
    [shell, openConversation, takeTurn],
  );
}
