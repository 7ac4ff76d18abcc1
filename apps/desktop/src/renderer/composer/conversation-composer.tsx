import { slashMenuOptionId } from '@holdfast/ui/behavior/slash-menu-keys';
import { Banner } from '@holdfast/ui/primitives/banner';
import { Composer } from '@holdfast/ui/inbox/composer';
import { IconButton } from '@holdfast/ui/primitives/icon-button';
import { SlashMenu } from '@holdfast/ui/inbox/slash-menu';
import { fillVariables } from '@holdfast/schema/domain/fill-variables';
import { maxMessageLength } from '@holdfast/schema/domain/message';
import { Pin, SquareSlash } from 'lucide-react';
import { useState } from 'react';
import type { KeyboardEvent } from 'react';

import type { ConversationHeader } from '../../contract/conversation.ts';
import type { PresentPerson } from '../../contract/presence.ts';
import type { Account, ConnectionState, SessionState } from '../../contract/session.ts';
import { isAway } from '../app/is-away.ts';
import { useShell } from '../app/shell-context.tsx';
import { errorText } from '../i18n/error-text.ts';
import { useText } from '../i18n/use-text.ts';
import type { Text } from '../i18n/use-text.ts';
import { conversationListId } from '../inbox/conversation-list.tsx';
import { keysOf } from '../keyboard/shortcuts.ts';
import { writingText } from '../presence/presence-text.ts';
import { useUi } from '../state/use-ui.tsx';
import { useComposerField } from './use-composer-field.ts';
import { useDraft } from './use-draft.ts';
import { useSlashMenu } from './use-slash-menu.ts';
import { useSubmit } from './use-submit.ts';
import { useVariableValues } from './use-variable-values.ts';

export interface ConversationComposerProps {
  readonly header: ConversationHeader;
  readonly account: Account;
  readonly session: SessionState;
  /** Colleagues who have the conversation open. */
  readonly people: readonly PresentPerson[];
  /** Called when the agent types. */
  readonly onTyped: () => void;
}

/** Editor for replies and notes, with the `/` menu. */
export function ConversationComposer(props: ConversationComposerProps) {
  const { header, account, session, people, onTyped } = props;
  const text = useText();
  const { platform } = useShell().shell;
  const sendKey = useUi((state) => state.preferences.sendKey);
  const draft = useDraft(header.id);
  const { words } = draft;
  const [isPinned, setPinned] = useState(false);
  const values = useVariableValues(header, account);
  const field = useComposerField(header.id, draft);
  const { submit, error } = useSubmit({ conversationId: header.id, draft, isPinned, setPinned });
  const menu = useSlashMenu({
    text: words.text,
    caret: field.caret,
    platform: header.channel.platform,
    values,
    onInsert: (value, caret, cannedResponseId) =>
      field.write({ ...words, text: value, cannedResponseId }, caret),
  });
  const name = header.customer.name;
  const label = text(words.mode === 'reply' ? 'composer.replyTo' : 'composer.noteAbout', { name });
  const left = maxMessageLength - words.text.length;
  const missing = words.mode === 'reply' ? fillVariables(words.text, values).missing : [];
  const activeItem = menu.items[menu.activeIndex];

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>): void {
    if (event.nativeEvent.isComposing) return;
    const isPlain = !event.shiftKey && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (menu.answer(event)) {
      event.preventDefault();
    } else if (event.key === 'Enter' && isPlain && sendKey === 'enter') {
      event.preventDefault();
      if (left >= 0) submit();
    } else if (event.key === 'Escape') {
      event.preventDefault();
      event.currentTarget.blur();
      document.getElementById(conversationListId)?.focus();
    }
  }

  return (
    <Composer
      mode={words.mode}
      onModeChange={(mode) => field.write({ ...words, mode }, null)}
      modes={{
        reply: { label: text('composer.reply'), shortcut: keysOf('reply') },
        note: { label: text('composer.note'), shortcut: keysOf('note') },
      }}
      aside={writingText(people, text) ?? undefined}
      value={words.text}
      onValueChange={(value) => {
        if (value !== '') onTyped();
        draft.change({
          ...words,
          text: value,
          cannedResponseId: value === '' ? null : words.cannedResponseId,
        });
      }}
      label={label}
      placeholder={text(words.mode === 'reply' ? 'composer.replyPlaceholder' : 'composer.notePlaceholder')}
      submit={{
        label: text(words.mode === 'reply' ? 'composer.send' : 'composer.addNote'),
        shortcut:
          sendKey === 'enter' ? 'Enter' : platform === 'darwin' ? '⌘+Enter' : text('key.controlEnter'),
        isDisabled: words.text.trim() === '',
        onSubmit: submit,
      }}
      limit={{
        used: words.text.length,
        maximum: maxMessageLength,
        label: text('composer.left', { count: left }),
      }}
      banner={
        error !== null ? (
          <Banner tone="failed" text={errorText(text, error)} />
        ) : missing.length > 0 ? (
          <Banner tone="held" text={text('composer.missing', { names: missing.join(', ') })} />
        ) : undefined
      }
      toolbar={
        <>
          <IconButton
            size="small"
            label={text('composer.canned')}
            shortcut={keysOf('canned')}
            icon={<SquareSlash size={16} />}
            onClick={field.beginCommand}
          />
          {words.mode === 'note' ? (
            <IconButton
              size="small"
              label={text('composer.pin')}
              icon={<Pin size={16} />}
              isPressed={isPinned}
              onClick={() => setPinned(!isPinned)}
            />
          ) : null}
        </>
      }
      remark={waitingRemark(session.connection, text)}
      menu={
        menu.isOpen ? (
          <SlashMenu
            id={menu.id}
            label={text('composer.cannedLabel')}
            items={menu.items}
            activeIndex={menu.activeIndex}
            onActiveIndexChange={menu.setActiveIndex}
            onPick={menu.pick}
            emptyText={text('composer.cannedNone')}
            footer={text('composer.cannedHelp')}
          />
        ) : undefined
      }
      menuState={
        menu.isOpen
          ? {
              listId: menu.id,
              activeOptionId:
                activeItem === undefined ? undefined : slashMenuOptionId(menu.id, activeItem.id),
            }
          : undefined
      }
      onKeyDown={onKeyDown}
      onCaretChange={field.setCaret}
      textRef={field.ref}
    />
  );
}

/** Text that says when a new reply will be sent, or undefined if it is sent at once. */
function waitingRemark(connection: ConnectionState, text: Text): string | undefined {
  if (connection.kind === 'needs-sign-in') return text('composer.signInRemark');
  return isAway(connection) ? text('composer.queuedRemark') : undefined;
}
