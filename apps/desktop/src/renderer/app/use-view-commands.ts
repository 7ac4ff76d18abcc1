import { useCommand } from '../keyboard/use-command.ts';
import { isInboxView } from '../state/selection-slice.ts';
import { useUi } from '../state/use-ui.tsx';

/** The shortcuts that change the view, and Escape to return to the inbox. */
export function useViewCommands(): void {
  const view = useUi((state) => state.view);
  const showView = useUi((state) => state.showView);
  const showOverlay = useUi((state) => state.showOverlay);
  useCommand('mine', () => showView('mine'));
  useCommand('queue', () => showView('queue'));
  useCommand('snoozed', () => showView('snoozed'));
  useCommand('resolved', () => showView('resolved'));
  useCommand('outbox', () => showView('outbox'));
  useCommand('settings', () => showView('settings'));
  useCommand('shortcuts', () => showOverlay('shortcuts'));
  useCommand('back', isInboxView(view) ? null : () => showView('mine'));
}
