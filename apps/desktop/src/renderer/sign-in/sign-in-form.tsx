import { Banner } from '@holdfast/ui/primitives/banner';
import { Button } from '@holdfast/ui/primitives/button';
import { TextField } from '@holdfast/ui/primitives/text-field';
import { useState } from 'react';
import type { FormEvent } from 'react';

import { errorText } from '../i18n/error-text.ts';
import { useText } from '../i18n/use-text.ts';
import { useMutation } from '../replica/use-mutation.ts';
import styles from './sign-in.module.css';

export interface SignInFormProps {
  readonly defaults: { readonly tenant: string; readonly email: string };
  /** Server to sign in to; null: the replica's default. */
  readonly serverUrl: string | null;
  /** The account is known and only the password is missing. */
  readonly isAgain: boolean;
  readonly onSignedIn?: () => void;
}

/** Error codes shown at a field. All others are shown above the button. */
const fieldOfError: Readonly<Record<string, 'tenant' | 'password'>> = {
  HF_TENANT_UNKNOWN: 'tenant',
  HF_TENANT_SUSPENDED: 'tenant',
  HF_SIGN_IN_FAILED: 'password',
};

export function SignInForm({ defaults, serverUrl, isAgain, onSignedIn }: SignInFormProps) {
  const text = useText();
  const signIn = useMutation('session.signIn');
  const [tenant, setTenant] = useState(defaults.tenant);
  const [email, setEmail] = useState(defaults.email);
  const [password, setPassword] = useState('');
  const error = signIn.error === null ? null : errorText(text, signIn.error);
  const errorField = signIn.error === null ? null : (fieldOfError[signIn.error.code] ?? 'form');
  const isComplete = tenant.trim() !== '' && email.trim() !== '' && password !== '';

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!isComplete || signIn.state === 'running') return;
    const outcome = await signIn.run({
      tenant: tenant.trim(),
      email: email.trim(),
      password,
      ...(serverUrl === null ? {} : { serverUrl }),
    });
    if (outcome.ok) onSignedIn?.();
  }

  return (
    <form
      className={styles.form}
      aria-label={text('signIn.title')}
      noValidate
      onSubmit={(event) => void submit(event)}
    >
      <TextField
        label={text('signIn.workspace')}
        name="workspace"
        value={tenant}
        onValueChange={setTenant}
        autoComplete="organization"
        autoCapitalize="none"
        spellCheck={false}
        readOnly={isAgain}
        autoFocus={defaults.tenant === ''}
        {...(errorField === 'tenant' && error !== null ? { error } : {})}
      />
      <TextField
        label={text('signIn.email')}
        name="email"
        type="email"
        value={email}
        onValueChange={setEmail}
        autoComplete="username"
        spellCheck={false}
        readOnly={isAgain}
        autoFocus={defaults.tenant !== '' && defaults.email === ''}
      />
      <TextField
        label={text('signIn.password')}
        name="password"
        type="password"
        value={password}
        onValueChange={setPassword}
        autoComplete="current-password"
        autoFocus={defaults.tenant !== '' && defaults.email !== ''}
        {...(errorField === 'password' && error !== null ? { error } : {})}
      />
      {errorField === 'form' && error !== null ? <Banner tone="failed" text={error} /> : null}
      <Button type="submit" variant="primary" isWide disabled={!isComplete || signIn.state === 'running'}>
        {text(signIn.state === 'running' ? 'signIn.running' : 'signIn.submit')}
      </Button>
    </form>
  );
}
