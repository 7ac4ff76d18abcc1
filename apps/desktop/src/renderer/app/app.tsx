import { useEffect } from 'react';

import { setClockOffset } from '../i18n/use-now.ts';
import { useLiveQuery } from '../replica/use-live-query.ts';
import { SignInScreen } from '../sign-in/sign-in-screen.tsx';
import { WindowTitleBar } from '../title-bar/window-title-bar.tsx';
import styles from './app.module.css';
import { LiveRegion } from './live-region.tsx';
import { useAppearance } from './use-appearance.ts';
import { useForgetOnAccountChange } from './use-forget-on-account-change.ts';
import { Workspace } from './workspace.tsx';

/** Shows the sign-in screen while no agent is signed in, otherwise the inbox, also without a connection. */
export function App() {
  useAppearance();
  const session = useLiveQuery('session.state', undefined);
  const account = session?.account ?? null;
  useForgetOnAccountChange(session === undefined ? undefined : accountKey(account));
  const clockOffsetMs = session?.clockOffsetMs ?? 0;
  useEffect(() => setClockOffset(clockOffsetMs), [clockOffsetMs]);
  const workspaceName = account?.tenant.name ?? null;
  useEffect(() => {
    document.title = workspaceName === null ? 'Holdfast' : `${workspaceName} – Holdfast`;
  }, [workspaceName]);
  return (
    <div className={styles.app}>
      <WindowTitleBar workspaceName={workspaceName} />
      {session === undefined ? <div className={styles.blank} /> : null}
      {session !== undefined && account === null ? <SignInScreen session={session} /> : null}
      {session !== undefined && account !== null ? (
        <Workspace key={accountKey(account)} session={session} account={account} />
      ) : null}
      <LiveRegion />
    </div>
  );
}

function accountKey(account: { userId: number; tenant: { slug: string } } | null): string {
  return account === null ? 'signed-out' : `${account.tenant.slug}/${account.userId}`;
}
