import { Button } from '@holdfast/ui/primitives/button';
import { DetailList } from '@holdfast/ui/primitives/detail-list';
import { PaneHeader } from '@holdfast/ui/primitives/pane-header';
import { PanelSection } from '@holdfast/ui/primitives/panel-section';
import { Select } from '@holdfast/ui/primitives/select';
import { Switch } from '@holdfast/ui/primitives/switch';

import type { Account, SessionState } from '../../contract/session.ts';
import { useShell } from '../app/shell-context.tsx';
import { useText } from '../i18n/use-text.ts';
import type { Preferences } from '../state/preferences-slice.ts';
import { useUi } from '../state/use-ui.tsx';
import { StorageSettings } from './storage-settings.tsx';
import styles from './settings.module.css';

export interface SettingsScreenProps {
  readonly session: SessionState;
  readonly account: Account;
}

export function SettingsScreen({ session, account }: SettingsScreenProps) {
  const text = useText();
  const { shell } = useShell();
  const showOverlay = useUi((state) => state.showOverlay);
  const sharePresence = useUi((state) => state.preferences.sharePresence);
  const setPreference = useUi((state) => state.setPreference);
  return (
    <main className={styles.screen} aria-label={text('view.settings')}>
      <PaneHeader title={text('view.settings')} />
      <div className={styles.scroller}>
        <div className={styles.column}>
          <PanelSection title={text('settings.appearance')}>
            <div className={styles.fields}>
              <PreferenceSelect
                name="theme"
                label={text('settings.theme')}
                options={[
                  { value: 'system', label: text('settings.theme.system') },
                  { value: 'light', label: text('settings.theme.light') },
                  { value: 'dark', label: text('settings.theme.dark') },
                ]}
              />
              <PreferenceSelect
                name="density"
                label={text('settings.density')}
                options={[
                  { value: 'comfortable', label: text('settings.density.comfortable') },
                  { value: 'compact', label: text('settings.density.compact') },
                ]}
              />
              <PreferenceSelect
                name="language"
                label={text('settings.language')}
                options={[
                  { value: 'system', label: text('settings.language.system') },
                  { value: 'en', label: 'English' },
                  { value: 'de', label: 'Deutsch' },
                ]}
              />
            </div>
          </PanelSection>
          <PanelSection title={text('settings.writing')}>
            <div className={styles.fields}>
              <PreferenceSelect
                name="sendKey"
                label={text('settings.sendKey')}
                options={[
                  {
                    value: 'modifier-enter',
                    label: shell.platform === 'darwin' ? '⌘ Enter' : text('settings.sendKey.controlEnter'),
                  },
                  { value: 'enter', label: text('settings.sendKey.enter') },
                ]}
              />
            </div>
          </PanelSection>
          <PanelSection title={text('settings.privacy')}>
            <Switch
              label={text('settings.sharePresence')}
              description={text('settings.sharePresenceHint')}
              isOn={sharePresence === 'on'}
              onChange={(isOn) => setPreference('sharePresence', isOn ? 'on' : 'off')}
            />
          </PanelSection>
          <StorageSettings />
          <PanelSection title={text('settings.account')}>
            <DetailList
              details={[
                { id: 'name', term: text('settings.name'), value: account.name },
                { id: 'email', term: text('signIn.email'), value: account.email },
                { id: 'workspace', term: text('signIn.workspace'), value: account.tenant.name },
                { id: 'server', term: text('settings.server'), value: session.signInDefaults.serverUrl },
                { id: 'version', term: text('settings.version'), value: shell.appVersion },
              ]}
            />
            {session.canStaySignedIn ? null : <p className={styles.remark}>{text('signIn.notRemembered')}</p>}
            <div className={styles.actions}>
              <Button onClick={() => showOverlay('sign-out')}>{text('account.signOut')}</Button>
            </div>
          </PanelSection>
        </div>
      </div>
    </main>
  );
}

interface PreferenceSelectProps<Name extends keyof Preferences> {
  readonly name: Name;
  readonly label: string;
  readonly options: readonly { readonly value: Preferences[Name]; readonly label: string }[];
}

function PreferenceSelect<Name extends keyof Preferences>(props: PreferenceSelectProps<Name>) {
  const value = useUi((state) => state.preferences[props.name]);
  const setPreference = useUi((state) => state.setPreference);
  return (
    <Select
      label={props.label}
      value={value}
      options={props.options}
      onValueChange={(next) => setPreference(props.name, next)}
    />
  );
}
