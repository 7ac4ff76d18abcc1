import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import { Rail } from './rail.tsx';

afterEach(cleanup);

it('names each view with its count, marks the open one, and shows the shortcut on focus', async () => {
  const onActivate = vi.fn<(id: string) => void>();
  render(
    <Rail
      label="Views"
      activeId="mine"
      onActivate={onActivate}
      items={[
        {
          id: 'mine',
          label: 'Mine',
          icon: null,
          shortcut: 'G M',
          count: { value: 142, label: '142 conversations' },
        },
        { id: 'queue', label: 'Queue', icon: null, count: { value: 0, label: '0 waiting' } },
      ]}
    />,
  );
  const user = userEvent.setup();
  const mine = screen.getByRole('button', { name: 'Mine, 142 conversations' });
  expect(mine.getAttribute('aria-current')).toBe('page');
  expect(mine.textContent).toBe('99+');
  expect(screen.getByRole('button', { name: 'Queue, 0 waiting' }).textContent).toBe('');

  await user.tab();
  expect(document.activeElement).toBe(mine);
  expect(await screen.findByText('G')).toBeDefined();
  await user.tab();
  await user.keyboard('{Enter}');
  expect(onActivate).toHaveBeenCalledExactlyOnceWith('queue');
});
