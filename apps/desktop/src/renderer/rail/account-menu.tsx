import { Avatar } from '@holdfast/ui/inbox/avatar';
import { Menu } from '@holdfast/ui/primitives/menu';
import { Keyboard, LogOut, Settings } from 'lucide-react';

import type { Account, ConnectionState } from '../../contract/session.ts';
import { useText } from '../i18n/use-text.ts';
import { keysOf } from '../keyboard/shortcuts.ts';
import { useUi } from '../state/use-ui.tsx';
import styles from './account-menu.module.css';

export interface AccountMenuProps {
  readonly account: Account;
  readonly connection: ConnectionState;
}

/** The agent's menu: name, online state, settings and sign-out. */
export function AccountMenu({ account, connection }: AccountMenuProps) {
  const text = useText();
  const showView = useUi((state) => state.showView);
  const showOverlay = useUi((state) => state.showOverlay);
  const isOnline = connection.kind === 'live' || connection.kind === 'catching-up';
  const presence = { isOnline, label: text(isOnline ? 'account.online' : 'account.offline') };
  return (
    <Menu
      side="inline-end"
      align="end"
      trigger={
        <button type="button" className={styles.trigger}>
          <span className="visually-hidden">{account.name}, </span>
          <Avatar name={account.name} seed={account.email} size="medium" presence={presence} />
        </button>
      }
      entries={[
        { kind: 'heading', id: 'name', label: `${account.name} · ${account.tenant.name}` },
        {
          kind: 'item',
          id: 'settings',
          label: text('view.settings'),
          icon: <Settings size={16} />,
          shortcut: keysOf('settings'),
          onPick: () => showView('settings'),
        },
        {
          kind: 'item',
          id: 'shortcuts',
          label: text('shortcuts.title'),
          icon: <Keyboard size={16} />,
          shortcut: keysOf('shortcuts'),
          onPick: () => showOverlay('shortcuts'),
        },
        { kind: 'separator', id: 'end' },
        {
          kind: 'item',
          id: 'sign-out',
          label: text('account.signOut'),
          icon: <LogOut size={16} />,
          onPick: () => showOverlay('sign-out'),
        },
      ]}
    />
  );
}
