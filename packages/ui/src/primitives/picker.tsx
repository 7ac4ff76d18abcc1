import { Combobox } from '@base-ui/react/combobox';
import { Check } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import styles from './picker.module.css';

export interface PickerOption {
  id: string;
  label: string;
  /** Secondary text: role, load, description. */
  detail?: string | undefined;
  /** An `Avatar` or a dot. */
  leading?: ReactNode;
  isSelected?: boolean | undefined;
  isDisabled?: boolean | undefined;
}

export interface PickerProps {
  /** Button that opens the picker. */
  trigger: ReactElement<Record<string, unknown>>;
  /** `Transfer to`, `Add tag`. */
  label: string;
  placeholder: string;
  options: readonly PickerOption[];
  /** Called once per pick, also for an option that is already selected: in a multiple picker the caller toggles it. */
  onPick: (id: string) => void;
  emptyText: string;
  /** Stays open after a pick. */
  isMultiple?: boolean | undefined;
  side?: 'top' | 'bottom' | 'inline-start' | 'inline-end' | undefined;
  align?: 'start' | 'center' | 'end' | undefined;
  isOpen?: boolean | undefined;
  onOpenChange?: ((isOpen: boolean) => void) | undefined;
}

/** Picks a colleague, tag or team: type to filter, Enter to pick. */
export function Picker(props: PickerProps) {
  const { options, isMultiple = false, onPick } = props;
  return (
    <Combobox.Root<PickerOption>
      items={options}
      value={null}
      autoHighlight
      itemToStringLabel={(option) => option.label}
      isItemEqualToValue={(one, other) => one.id === other.id}
      open={props.isOpen}
      onOpenChange={(open, details) => {
        if (isMultiple && details.reason === 'item-press') {
          details.cancel();
          return;
        }
        props.onOpenChange?.(open);
      }}
      onValueChange={(option) => {
        if (option !== null) onPick(option.id);
      }}
    >
      {/* The trigger opens a list of actions and holds no value, so its role is button. */}
      <Combobox.Trigger render={props.trigger} role="button" />
      <Combobox.Portal>
        <Combobox.Positioner
          side={props.side ?? 'bottom'}
          align={props.align ?? 'start'}
          sideOffset={4}
          collisionPadding={8}
          className={styles.positioner}
        >
          <Combobox.Popup className={styles.popup} aria-label={props.label}>
            <Combobox.Input
              className={styles.input}
              placeholder={props.placeholder}
              aria-label={props.label}
            />
            <Combobox.Empty className={styles.empty}>{props.emptyText}</Combobox.Empty>
            <Combobox.List className={styles.list}>
              {(option: PickerOption) => <Option key={option.id} option={option} />}
            </Combobox.List>
          </Combobox.Popup>
        </Combobox.Positioner>
      </Combobox.Portal>
    </Combobox.Root>
  );
}

function Option({ option }: { option: PickerOption }) {
  return (
    <Combobox.Item value={option} disabled={option.isDisabled === true} className={styles.item}>
      {option.leading === undefined ? null : <span className={styles.leading}>{option.leading}</span>}
      <span className={styles.label} dir="auto">
        {option.label}
      </span>
      {option.detail === undefined ? null : <span className={styles.detail}>{option.detail}</span>}
      {option.isSelected === true ? <Check className={styles.check} size={14} aria-hidden="true" /> : null}
    </Combobox.Item>
  );
}
