import { Banner } from '@holdfast/ui/primitives/banner';
import { TextField } from '@holdfast/ui/primitives/text-field';
import { useState } from 'react';

import type { SessionState } from '../../contract/session.ts';
import { useShell } from '../app/shell-context.tsx';
import { errorText } from '../i18n/error-text.ts';
import { useText } from '../i18n/use-text.ts';
import { isServerAddress } from './is-server-address.ts';
import { SignInForm } from './sign-in-form.tsx';
import styles from './sign-in.module.css';

/** The only screen before the inbox; shown while no agent is signed in. */
export function SignInScreen({ session }: { readonly session: SessionState }) {
  const text = useText();
  const shell = useShell();
  const [serverUrl, setServerUrl] = useState(session.signInDefaults.serverUrl);
  const isAddress = isServerAddress(serverUrl);
  return (
    <main className={styles.screen}>
      <div className={styles.card}>
        <header className={styles.heading}>
          <h1 className={styles.title}>{text('signIn.title')}</h1>
          <p className={styles.lead}>{text('signIn.lead')}</p>
        </header>
        {session.problem === null ? null : <Banner tone="failed" text={errorText(text, session.problem)} />}
        <SignInForm
          defaults={session.signInDefaults}
          serverUrl={isAddress ? serverUrl : null}
          isAgain={false}
        />
        <details className={styles.server}>
          <summary>{text('signIn.server', { host: hostOf(serverUrl) })}</summary>
          <TextField
            label={text('signIn.serverAddress')}
            isLabelHidden
            value={serverUrl}
            onValueChange={setServerUrl}
            spellCheck={false}
            {...(isAddress ? {} : { error: text('signIn.serverAddressWrong') })}
          />
        </details>
        {shell.shell.secretStorage === 'available' ? null : (
          <p className={styles.remark}>{text('signIn.notRemembered')}</p>
        )}
      </div>
    </main>
  );
}

function hostOf(address: string): string {
  return isServerAddress(address) ? new URL(address).host : address;
}
