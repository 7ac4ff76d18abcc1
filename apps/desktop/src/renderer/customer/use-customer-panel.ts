import type { Layout } from '../state/use-layout.ts';
import { useUi } from '../state/use-ui.tsx';

/** Whether the customer panel is shown, and a function to toggle it. In a narrow window it covers the conversation. */
export function useCustomerPanel(layout: Layout): { readonly isShown: boolean; readonly toggle: () => void } {
  const beside = useUi((state) => state.customerPanel);
  const over = useUi((state) => state.customerPanelOver);
  const setBeside = useUi((state) => state.setCustomerPanel);
  const setOver = useUi((state) => state.setCustomerPanelOver);
  return layout === 'wide'
    ? { isShown: beside === 'open', toggle: () => setBeside(beside === 'open' ? 'folded' : 'open') }
    : { isShown: over, toggle: () => setOver(!over) };
}
