import { Avatar } from '@holdfast/ui/inbox/avatar';
import { Button } from '@holdfast/ui/primitives/button';
import { IconButton } from '@holdfast/ui/primitives/icon-button';
import { PaneHeader } from '@holdfast/ui/primitives/pane-header';
import { Pill } from '@holdfast/ui/primitives/pill';
import { PlatformGlyph } from '@holdfast/ui/inbox/platform-glyph';
import { ArrowLeft, ArrowRightLeft, CircleCheck, Hand, PanelRight } from 'lucide-react';

import type { ConversationHeader } from '../../contract/conversation.ts';
import type { PresentPerson } from '../../contract/presence.ts';
import type { Account } from '../../contract/session.ts';
import { localImage } from '../app/local-image.ts';
import { useText } from '../i18n/use-text.ts';
import { useCustomerPanel } from '../customer/use-customer-panel.ts';
import { PresenceLine } from '../presence/presence-line.tsx';
import { keysOf } from '../keyboard/shortcuts.ts';
import { useUi } from '../state/use-ui.tsx';
import type { Layout } from '../state/use-layout.ts';
import { channelLabel } from './channel-label.ts';
import styles from './conversation.module.css';
import { PriorityMenu } from './priority-menu.tsx';
import { StatusMenu } from './status-menu.tsx';
import { TagPicker } from './tag-picker.tsx';
import type { ConversationActions } from './use-conversation-actions.ts';

export interface ConversationHeadingProps {
  readonly header: ConversationHeader;
  readonly account: Account;
  readonly actions: ConversationActions;
  readonly layout: Layout;
  /** Colleagues who have the conversation open. */
  readonly people: readonly PresentPerson[];
}

export function ConversationHeading(props: ConversationHeadingProps) {
  const { header, account, actions, layout, people } = props;
  const text = useText();
  const showOverlay = useUi((state) => state.showOverlay);
  const takeTurn = useUi((state) => state.takeTurn);
  const panel = useCustomerPanel(layout);
  const isMine = header.scope !== 'queue';
  return (
    <PaneHeader
      title={header.customer.name}
      leading={
        <>
          {layout === 'narrow' ? (
            <IconButton
              label={text('conversation.backToList')}
              shortcut={keysOf('back')}
              icon={<ArrowLeft size={18} />}
              onClick={() => takeTurn('list')}
            />
          ) : null}
          <Avatar
            name={header.customer.name}
            seed={`customer:${header.customer.id}`}
            imageUrl={localImage(header.customer.avatarUrl)}
            size="medium"
          />
        </>
      }
      subtitle={
        <span className={styles.subtitle}>
          <PlatformGlyph platform={header.channel.platform} isColored />
          <span className={styles.channel}>
            {channelLabel(text(`platform.${header.channel.platform}`), header.channel.name)}
          </span>
          {header.queuedCount > 0 ? (
            <Pill kind="queued" label={text('conversation.queued', { count: header.queuedCount })} />
          ) : null}
          <PresenceLine people={people} />
        </span>
      }
      actions={
        <>
          {!isMine || header.assignee?.id === account.userId ? null : (
            <Button
              size="small"
              variant="primary"
              icon={<Hand size={16} />}
              shortcut={keysOf('claim')}
              onClick={actions.claim}
            >
              {text('conversation.claim')}
            </Button>
          )}
          {isMine ? (
            <>
              <StatusMenu header={header} actions={actions} />
              <PriorityMenu priority={header.priority} onPick={actions.setPriority} />
              <TagPicker header={header} onToggle={actions.toggleTag} />
              <IconButton
                label={text('conversation.transfer')}
                shortcut={keysOf('transfer')}
                icon={<ArrowRightLeft size={16} />}
                onClick={() => showOverlay('transfer')}
              />
              {header.status === 'resolved' ? null : (
                <IconButton
                  label={text('conversation.resolve')}
                  shortcut={keysOf('resolve')}
                  icon={<CircleCheck size={16} />}
                  onClick={actions.resolve}
                />
              )}
            </>
          ) : null}
          <IconButton
            label={text('conversation.customerPanel')}
            shortcut={keysOf('customer')}
            icon={<PanelRight size={16} />}
            isPressed={panel.isShown}
            onClick={panel.toggle}
          />
        </>
      }
    />
  );
}
