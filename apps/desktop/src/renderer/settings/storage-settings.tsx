import { PanelSection } from '@holdfast/ui/primitives/panel-section';
import { Select } from '@holdfast/ui/primitives/select';

import { storageLimits } from '../../contract/storage.ts';
import { useSize } from '../i18n/use-size.ts';
import { useText } from '../i18n/use-text.ts';
import { useLiveQuery } from '../replica/use-live-query.ts';
import { useMutation } from '../replica/use-mutation.ts';
import styles from './settings.module.css';

/** The storage that the account uses on this device, and its limit. */
export function StorageSettings() {
  const text = useText();
  const size = useSize();
  const use = useLiveQuery('storage.use', undefined);
  const setLimit = useMutation('storage.setLimit');
  if (use === undefined) return null;
  const { limitBytes, usedBytes, conversationBytes, historyBytes, attachmentBytes } = use;
  return (
    <PanelSection title={text('settings.storage')}>
      <p>{text('settings.storage.used', { used: size(usedBytes), limit: size(limitBytes) })}</p>
      <p className={styles.remark}>
        {text('settings.storage.parts', {
          conversations: size(conversationBytes),
          history: size(historyBytes),
          attachments: size(attachmentBytes),
        })}
      </p>
      <div className={styles.fields}>
        <Select
          label={text('settings.storage.limit')}
          value={String(limitBytes)}
          options={storageLimits.map((bytes) => ({ value: String(bytes), label: size(bytes) }))}
          onValueChange={(bytes) => void setLimit.run({ bytes: Number(bytes) })}
        />
      </div>
      <p className={styles.remark}>{text('settings.storage.hint')}</p>
    </PanelSection>
  );
}
