import { Avatar } from '@holdfast/ui/inbox/avatar';
import { DetailList } from '@holdfast/ui/primitives/detail-list';
import { IconButton } from '@holdfast/ui/primitives/icon-button';
import { PanelSection } from '@holdfast/ui/primitives/panel-section';
import { TagChip } from '@holdfast/ui/inbox/tag-chip';
import { clsx } from 'clsx';
import { X } from 'lucide-react';

import type { CustomerPanel } from '../../contract/conversation.ts';
import { localImage } from '../app/local-image.ts';
import { useText } from '../i18n/use-text.ts';
import { keysOf } from '../keyboard/shortcuts.ts';
import { useCommand } from '../keyboard/use-command.ts';
import { useLiveQuery } from '../replica/use-live-query.ts';
import { useMutation } from '../replica/use-mutation.ts';
import type { Layout } from '../state/use-layout.ts';
import { CustomerDetails } from './customer-details.tsx';
import styles from './customer.module.css';
import { PreviousConversations } from './previous-conversations.tsx';
import { slaDetails } from './sla-details.tsx';
import { useCustomerPanel } from './use-customer-panel.ts';
import { useNow } from '../i18n/use-now.ts';
import { useTimes } from '../i18n/use-times.ts';

export interface CustomerPaneProps {
  readonly conversationId: number | null;
  readonly layout: Layout;
}

export function CustomerPane({ conversationId, layout }: CustomerPaneProps) {
  const panel = useCustomerPanel(layout);
  useCommand('customer', panel.toggle);
  if (!panel.isShown || conversationId === null) return null;
  const onClose = layout === 'wide' ? null : panel.toggle;
  return <OpenCustomerPane conversationId={conversationId} onClose={onClose} />;
}

/** `onClose` is set while the panel covers the conversation and its buttons. */
function OpenCustomerPane(props: { readonly conversationId: number; readonly onClose: (() => void) | null }) {
  const text = useText();
  const panel = useLiveQuery('conversation.customer', { id: props.conversationId });
  const header = useLiveQuery('conversation.header', { id: props.conversationId });
  return (
    <aside
      className={clsx(styles.pane, props.onClose !== null && styles.over)}
      aria-label={text('customer.label')}
    >
      {props.onClose === null ? null : (
        <div className={styles.close}>
          <IconButton
            label={text('customer.close')}
            shortcut={keysOf('customer')}
            icon={<X size={16} />}
            onClick={props.onClose}
          />
        </div>
      )}
      {panel === undefined || panel === null ? null : (
        <CustomerContent panel={panel} canEdit={header?.scope === 'mine'} />
      )}
    </aside>
  );
}

function CustomerContent(props: { readonly panel: CustomerPanel; readonly canEdit: boolean }) {
  const { panel, canEdit } = props;
  const text = useText();
  const times = useTimes();
  const now = useNow();
  const removeTag = useMutation('conversation.removeTag');
  const sla = slaDetails(panel.sla, { text, times, now });
  const { conversationId, customer } = panel;
  const slaTitle =
    panel.sla.policyName === null
      ? text('customer.sla')
      : text('customer.slaPolicy', { policy: panel.sla.policyName });
  return (
    <>
      <header className={styles.heading}>
        <Avatar
          name={customer.name}
          seed={`customer:${customer.id}`}
          imageUrl={localImage(customer.avatarUrl)}
          size="large"
        />
        <p className={styles.name} dir="auto">
          {customer.name}
        </p>
      </header>
      <PanelSection title={text('customer.profile')}>
        <CustomerDetails customer={customer} />
      </PanelSection>
      {sla.length === 0 ? null : (
        <PanelSection title={slaTitle}>
          <DetailList details={sla} />
        </PanelSection>
      )}
      <PanelSection title={text('customer.tags')}>
        {panel.tags.length === 0 ? (
          <p className={styles.nothing}>{text('customer.noTags')}</p>
        ) : (
          <div className={styles.tags}>
            {panel.tags.map((tag) => (
              <TagChip
                key={tag.id}
                name={tag.name}
                color={tag.color}
                remove={
                  canEdit
                    ? {
                        label: text('tags.remove', { name: tag.name }),
                        onRemove: () => void removeTag.run({ conversationId, tagId: tag.id }),
                      }
                    : undefined
                }
              />
            ))}
          </div>
        )}
      </PanelSection>
      <PanelSection title={text('customer.previous')}>
        <PreviousConversations previous={panel.previous} />
      </PanelSection>
    </>
  );
}
