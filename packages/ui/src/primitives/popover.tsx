import { Popover as BasePopover } from '@base-ui/react/popover';
import type { ReactElement, ReactNode } from 'react';
import styles from './popover.module.css';

export interface PopoverProps {
  trigger: ReactElement<Record<string, unknown>>;
  /** Label for screen readers. */
  label: string;
  children: ReactNode;
  side?: 'top' | 'bottom' | 'inline-start' | 'inline-end' | undefined;
  align?: 'start' | 'center' | 'end' | undefined;
  isOpen?: boolean | undefined;
  onOpenChange?: ((isOpen: boolean) => void) | undefined;
}

/** A small panel beside its trigger, for a few fields or details. */
export function Popover(props: PopoverProps) {
  return (
    <BasePopover.Root open={props.isOpen} onOpenChange={(open) => props.onOpenChange?.(open)}>
      <BasePopover.Trigger render={props.trigger} />
      <BasePopover.Portal>
        <BasePopover.Positioner
          side={props.side ?? 'bottom'}
          align={props.align ?? 'start'}
          sideOffset={6}
          collisionPadding={8}
          className={styles.positioner}
        >
          <BasePopover.Popup className={styles.popup} aria-label={props.label}>
            {props.children}
          </BasePopover.Popup>
        </BasePopover.Positioner>
      </BasePopover.Portal>
    </BasePopover.Root>
  );
}
