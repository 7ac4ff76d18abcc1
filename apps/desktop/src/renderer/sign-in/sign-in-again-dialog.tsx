import { Dialog } from '@holdfast/ui/primitives/dialog';

import type { Account, SessionState } from '../../contract/session.ts';
import { useText } from '../i18n/use-text.ts';
import { useUi } from '../state/use-ui.tsx';
import { SignInForm } from './sign-in-form.tsx';

/** Opened by the agent only: the inbox works without a sign-in. */
export function SignInAgainDialog(props: { readonly session: SessionState; readonly account: Account }) {
  const text = useText();
  const isOpen = useUi((state) => state.overlay === 'sign-in');
  const closeOverlay = useUi((state) => state.closeOverlay);
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={closeOverlay}
      title={text('signInAgain.title')}
      description={text('signInAgain.lead')}
      closeLabel={text('close')}
    >
      <SignInForm
        defaults={{ tenant: props.account.tenant.slug, email: props.account.email }}
        serverUrl={props.session.signInDefaults.serverUrl}
        isAgain
        onSignedIn={closeOverlay}
      />
    </Dialog>
  );
}
