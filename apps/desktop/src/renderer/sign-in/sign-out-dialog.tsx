import { Banner } from '@holdfast/ui/primitives/banner';
import { Button } from '@holdfast/ui/primitives/button';
import { Dialog } from '@holdfast/ui/primitives/dialog';

import type { SessionState } from '../../contract/session.ts';
import { errorText } from '../i18n/error-text.ts';
import { useText } from '../i18n/use-text.ts';
import { useMutation } from '../replica/use-mutation.ts';
import { useUi } from '../state/use-ui.tsx';

/** Signing out removes the account's data from this device, so the dialog first warns about unsent changes. */
export function SignOutDialog({ session }: { readonly session: SessionState }) {
  const text = useText();
  const isOpen = useUi((state) => state.overlay === 'sign-out');
  const closeOverlay = useUi((state) => state.closeOverlay);
  const forgetSelection = useUi((state) => state.forgetSelection);
  const signOut = useMutation('session.signOut');
  const waiting = session.outbox.queued + session.outbox.refused;

  async function leave(): Promise<void> {
    const outcome = await signOut.run({ discardQueued: waiting > 0 });
    if (!outcome.ok) return;
    closeOverlay();
    forgetSelection();
  }

  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={closeOverlay}
      title={text('signOut.title')}
      description={
        waiting > 0 ? text('signOut.losesQueued', { count: waiting }) : text('signOut.removesData')
      }
      closeLabel={text('close')}
      footer={
        <>
          <Button onClick={closeOverlay}>{text('cancel')}</Button>
          <Button
            variant={waiting > 0 ? 'danger' : 'primary'}
            disabled={signOut.state === 'running'}
            onClick={() => void leave()}
          >
            {text(waiting > 0 ? 'signOut.discard' : 'signOut.submit')}
          </Button>
        </>
      }
    >
      {signOut.error === null ? null : <Banner tone="failed" text={errorText(text, signOut.error)} />}
    </Dialog>
  );
}
