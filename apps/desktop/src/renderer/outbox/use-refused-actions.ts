import { useToasts } from '../app/toasts-context.tsx';
import { errorText } from '../i18n/error-text.ts';
import { useText } from '../i18n/use-text.ts';
import { useMutation } from '../replica/use-mutation.ts';
import type { Outcome } from '../replica/use-mutation.ts';
import { useUi } from '../state/use-ui.tsx';

export interface RefusedActions {
  readonly retry: (mutationId: number) => void;
  readonly discard: (mutationId: number) => void;
  /** Moves the text back into the composer of its conversation. */
  readonly edit: (mutationId: number) => void;
}

export function useRefusedActions(): RefusedActions {
  const text = useText();
  const toasts = useToasts();
  const retry = useMutation('outbox.retry');
  const discard = useMutation('outbox.discard');
  const edit = useMutation('outbox.edit');
  const openConversation = useUi((state) => state.openConversation);
  const takeTurn = useUi((state) => state.takeTurn);
  const writeOn = useUi((state) => state.writeOn);

  return {
    retry: (mutationId) => void retry.run({ mutationId }).then(report),
    discard: (mutationId) => void discard.run({ mutationId }).then(report),
    edit: (mutationId) =>
      void edit.run({ mutationId }).then((outcome) => {
        report(outcome);
        if (!outcome.ok) return;
        const { conversationId, mode, text: words } = outcome.result;
        openConversation('mine', conversationId);
        takeTurn('conversation');
        writeOn(conversationId, mode, words);
      }),
  };

  function report(outcome: Outcome<unknown>): void {
    if (!outcome.ok) toasts.show({ text: errorText(text, outcome.error) });
  }
}
