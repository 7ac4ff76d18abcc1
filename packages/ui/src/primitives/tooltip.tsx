import { Tooltip as BaseTooltip } from '@base-ui/react/tooltip';
import type { ReactElement } from 'react';
import { Kbd } from './kbd.tsx';
import styles from './tooltip.module.css';

export interface TooltipProps {
  content: string;
  /** The keyboard shortcut, for example `Ctrl+K`. */
  shortcut?: string | undefined;
  side?: 'top' | 'bottom' | 'inline-start' | 'inline-end' | undefined;
  /** The element that the tooltip explains. It must accept a ref and event handlers. */
  children: ReactElement<Record<string, unknown>>;
}

/** A short text on hover and keyboard focus. It repeats the element's label, so it is never the only label. */
export function Tooltip({ content, shortcut, side = 'top', children }: TooltipProps) {
  return (
    <BaseTooltip.Root>
      <BaseTooltip.Trigger render={children} />
      <BaseTooltip.Portal>
        <BaseTooltip.Positioner side={side} sideOffset={6} collisionPadding={8} className={styles.positioner}>
          <BaseTooltip.Popup className={styles.popup}>
            <span>{content}</span>
            {shortcut === undefined ? null : <Kbd keys={shortcut} />}
          </BaseTooltip.Popup>
        </BaseTooltip.Positioner>
      </BaseTooltip.Portal>
    </BaseTooltip.Root>
  );
}
