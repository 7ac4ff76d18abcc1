import { cleanup, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import { Button } from './button.tsx';
import { Menu } from './menu.tsx';

afterEach(cleanup);

it('opens, moves and picks by keyboard alone', async () => {
  const onSnooze = vi.fn<() => void>();
  const onDelete = vi.fn<() => void>();
  render(
    <Menu
      trigger={<Button>More</Button>}
      entries={[
        { kind: 'item', id: 'resolve', label: 'Resolve', onPick: () => {} },
        { kind: 'separator', id: 'line' },
        { kind: 'item', id: 'snooze', label: 'Snooze', onPick: onSnooze },
        { kind: 'item', id: 'high', label: 'High', isChecked: true, onPick: () => {} },
        { kind: 'item', id: 'delete', label: 'Delete', isDisabled: true, onPick: onDelete },
      ]}
    />,
  );
  const user = userEvent.setup();
  await user.tab();
  await user.keyboard('{Enter}');
  await screen.findByRole('menu');
  expect(screen.getByRole('menuitemcheckbox', { name: 'High' }).getAttribute('aria-checked')).toBe('true');
  expect(screen.getByRole('menuitem', { name: 'Delete' }).getAttribute('aria-disabled')).toBe('true');

  await user.click(screen.getByRole('menuitem', { name: 'Delete' }));
  expect(onDelete).not.toHaveBeenCalled();

  screen.getByRole('menuitem', { name: 'Resolve' }).focus();
  await user.keyboard('{ArrowDown}');
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('menuitem', { name: 'Snooze' })));
  await user.keyboard('{Enter}');
  expect(onSnooze).toHaveBeenCalledOnce();
  await waitFor(() => expect(screen.queryByRole('menu')).toBeNull());
});
