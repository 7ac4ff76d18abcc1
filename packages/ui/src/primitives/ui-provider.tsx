import { CSPProvider } from '@base-ui/react/csp-provider';
import { DirectionProvider } from '@base-ui/react/direction-provider';
import { Tooltip } from '@base-ui/react/tooltip';
import type { ReactNode } from 'react';

export interface UiProviderProps {
  direction?: 'ltr' | 'rtl' | undefined;
  children: ReactNode;
}

/**
 * Wraps the tree of a window once. Sets the text direction and one delay for all tooltips, and forbids inline style
 * elements, which the content security policy blocks.
 */
export function UiProvider({ direction = 'ltr', children }: UiProviderProps) {
  return (
    <CSPProvider disableStyleElements>
      <DirectionProvider direction={direction}>
        <Tooltip.Provider delay={400} closeDelay={0}>
          {children}
        </Tooltip.Provider>
      </DirectionProvider>
    </CSPProvider>
  );
}
