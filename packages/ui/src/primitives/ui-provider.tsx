import { CSPProvider } from '@base-ui/react/csp-provider';
import { DirectionProvider } from '@base-ui/react/direction-provider';
import { Tooltip } from '@base-ui/react/tooltip';
import type { ReactNode } from 'react';

export interface UiProviderProps {
  direction?: 'ltr' | 'rtl' | undefined;
  children: ReactNode;
}

/** Wraps a window's tree once: no inline style elements (the policy forbids them), direction, and one delay for all tooltips. */
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
