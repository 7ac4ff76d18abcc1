import { Button } from '@holdfast/ui/primitives/button';
import { Dialog } from '@holdfast/ui/primitives/dialog';
import { TextField } from '@holdfast/ui/primitives/text-field';
import { maximumTransferReasonLength } from '@holdfast/schema/domain/conversation';
import { useRef, useState } from 'react';
import type { FormEvent } from 'react';

import type { ConversationHeader } from '../../contract/conversation.ts';
import type { Account } from '../../contract/session.ts';
import { useText } from '../i18n/use-text.ts';
import { useLiveQuery } from '../replica/use-live-query.ts';
import { useUi } from '../state/use-ui.tsx';
import { AgentChoice } from './agent-choice.tsx';
import styles from './conversation.module.css';

export interface TransferDialogProps {
  readonly header: ConversationHeader;
  readonly account: Account;
  readonly onTransfer: (toUserId: number, reason: string) => void;
}

/**
 * Dialog to choose a colleague and a reason. It opens with the search; Enter confirms the colleague and moves to the
 * reason.
 */
export function TransferDialog(props: TransferDialogProps) {
  const text = useText();
  const isOpen = useUi((state) => state.overlay === 'transfer');
  const closeOverlay = useUi((state) => state.closeOverlay);
  const search = useRef<HTMLInputElement>(null);
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={closeOverlay}
      title={text('transfer.title', { name: props.header.customer.name })}
      closeLabel={text('close')}
      initialFocus={search}
    >
      <TransferForm {...props} searchRef={search} onDone={closeOverlay} />
    </Dialog>
  );
}

function TransferForm(
  props: TransferDialogProps & {
    readonly searchRef: React.RefObject<HTMLInputElement | null>;
    readonly onDone: () => void;
  },
) {
  const text = useText();
  const users = useLiveQuery('reference.users', undefined) ?? [];
  const [userId, setUserId] = useState<number | null>(null);
  const [reason, setReason] = useState('');
  const reasonRef = useRef<HTMLInputElement>(null);
  const colleagues = users.filter((user) => user.isActive && user.id !== props.header.assignee?.id);

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (userId === null) return;
    props.onDone();
    props.onTransfer(userId, reason);
  }

  return (
    <form className={styles.transfer} onSubmit={submit}>
      <AgentChoice
        colleagues={colleagues}
        chosenId={userId}
        searchRef={props.searchRef}
        onChoose={setUserId}
        onConfirm={() => reasonRef.current?.focus()}
      />
      <TextField
        ref={reasonRef}
        label={text('transfer.reason')}
        placeholder={text('transfer.reasonPlaceholder')}
        value={reason}
        onValueChange={setReason}
        maxLength={maximumTransferReasonLength}
      />
      <div className={styles.transferFooter}>
        <Button onClick={props.onDone}>{text('cancel')}</Button>
        <Button type="submit" variant="primary" disabled={userId === null}>
          {text('transfer.submit')}
        </Button>
      </div>
    </form>
  );
}
