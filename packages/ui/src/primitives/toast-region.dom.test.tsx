import { act, cleanup, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import { createToasts } from '../behavior/toasts.ts';
import { ToastRegion } from './toast-region.tsx';

afterEach(cleanup);

it('shows the action and undoes it once', async () => {
  const toasts = createToasts();
  const onUndo = vi.fn<() => void>();
  render(<ToastRegion toasts={toasts} label="Notifications" closeLabel="Close" />);
  act(() => {
    toasts.show({ text: 'Conversation resolved', undo: { label: 'Undo', onUndo } }, 0);
  });
  expect(await screen.findByText('Conversation resolved')).toBeDefined();
  await userEvent.setup().click(screen.getByRole('button', { name: 'Undo', hidden: true }));
  expect(onUndo).toHaveBeenCalledOnce();
  await waitFor(() => expect(screen.queryByText('Conversation resolved')).toBeNull());
});
