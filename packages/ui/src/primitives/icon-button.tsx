import { clsx } from 'clsx';
import type { ComponentProps, ReactNode } from 'react';
import { Tooltip } from './tooltip.tsx';
import type { TooltipProps } from './tooltip.tsx';
import styles from './icon-button.module.css';

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  /** Names the button for screen readers and in its tooltip. */
  label: string;
  icon: ReactNode;
  /** The keyboard shortcut, shown in the tooltip. */
  shortcut?: string | undefined;
  size?: 'small' | 'medium' | undefined;
  /** Makes it a toggle button. */
  isPressed?: boolean | undefined;
  tooltipSide?: TooltipProps['side'];
}

/** A button with only an icon. Its tooltip shows the label and the shortcut. */
export function IconButton(props: IconButtonProps) {
  const { label, icon, shortcut, size = 'medium', isPressed, tooltipSide, className, ...rest } = props;
  return (
    <Tooltip content={label} shortcut={shortcut} side={tooltipSide}>
      <button
        type="button"
        aria-label={label}
        aria-pressed={isPressed}
        {...rest}
        className={clsx(styles.button, styles[size], className)}
      >
        {icon}
      </button>
    </Tooltip>
  );
}
