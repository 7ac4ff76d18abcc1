import { Dialog } from '@holdfast/ui/primitives/dialog';
import { Kbd } from '@holdfast/ui/primitives/kbd';

import { useText } from '../i18n/use-text.ts';
import { useUi } from '../state/use-ui.tsx';
import { shortcutGroups } from './shortcuts.ts';
import styles from './shortcut-sheet.module.css';

export function ShortcutSheet() {
  const text = useText();
  const isOpen = useUi((state) => state.overlay === 'shortcuts');
  const closeOverlay = useUi((state) => state.closeOverlay);
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={closeOverlay}
      title={text('shortcuts.title')}
      closeLabel={text('close')}
      size="large"
    >
      <div className={styles.groups}>
        {shortcutGroups.map((group) => (
          <section key={group.title} aria-label={text(group.title)}>
            <h3 className={styles.title}>{text(group.title)}</h3>
            <dl className={styles.list}>
              {group.shortcuts.map((shortcut) => (
                <div key={shortcut.command} className={styles.row}>
                  <dt>{text(shortcut.label)}</dt>
                  <dd>
                    <Kbd keys={shortcut.keys} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
