import { Tabs } from '@base-ui/react/tabs';
import { BadgeCount } from './badge-count.tsx';
import styles from './list-tabs.module.css';

export interface ListTabsProps<Id extends string> {
  label: string;
  tabs: readonly { id: Id; label: string; count?: number | undefined; countLabel?: string | undefined }[];
  activeId: Id;
  onActivate: (id: Id) => void;
}

/** Switches between the contents of one list. Arrow keys move, Enter activates. */
export function ListTabs<Id extends string>({ label, tabs, activeId, onActivate }: ListTabsProps<Id>) {
  return (
    <Tabs.Root value={activeId} onValueChange={(id: Id) => onActivate(id)}>
      <Tabs.List className={styles.list} aria-label={label}>
        {tabs.map((tab) => (
          <Tabs.Tab key={tab.id} value={tab.id} className={styles.tab}>
            <span className={styles.word}>{tab.label}</span>
            {tab.count === undefined ? null : (
              <BadgeCount count={tab.count} label={tab.countLabel ?? tab.label} />
            )}
          </Tabs.Tab>
        ))}
      </Tabs.List>
    </Tabs.Root>
  );
}
