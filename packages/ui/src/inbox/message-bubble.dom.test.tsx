import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import { MessageBubble } from './message-bubble.tsx';

afterEach(cleanup);

const moment = { time: '14:02', dateTime: '2026-11-22T14:02:00Z' };

it('a failed message keeps its text, shows the reason and offers the actions in place', async () => {
  const onRetry = vi.fn<() => void>();
  render(
    <MessageBubble
      direction="outbound"
      text="Your refund is on its way."
      {...moment}
      status={{ kind: 'failed', label: 'Not sent' }}
      problem={{
        kind: 'failed',
        reason: 'The number does not exist.',
        actions: [{ id: 'retry', label: 'Try again', isPrimary: true, onPick: onRetry }],
      }}
    />,
  );
  expect(screen.getByText('Your refund is on its way.').getAttribute('dir')).toBe('auto');
  expect(screen.getByRole('group', { name: 'The number does not exist.' })).toBeDefined();
  expect(screen.getByText('Not sent')).toBeDefined();
  await userEvent.setup().click(screen.getByRole('button', { name: 'Try again' }));
  expect(onRetry).toHaveBeenCalledOnce();
});

it('a run shows its author and its time once, and a queued message always shows its status', () => {
  const common = { direction: 'outbound', author: 'Mia', ...moment } as const;
  render(
    <>
      <MessageBubble {...common} place="first" text="One" status={{ kind: 'sent', label: 'Sent' }} />
      <MessageBubble {...common} place="middle" text="Two" status={{ kind: 'queued', label: 'Queued' }} />
      <MessageBubble {...common} place="last" text="Three" status={{ kind: 'read', label: 'Read' }} />
    </>,
  );
  expect(screen.getAllByText('Mia')).toHaveLength(1);
  expect(screen.getAllByText('14:02')).toHaveLength(2);
  expect(screen.getByText('Queued')).toBeDefined();
  expect(screen.getByRole('img', { name: 'Read' })).toBeDefined();
  expect(screen.queryByRole('img', { name: 'Sent' })).toBeNull();
});

it('a message that cannot be displayed leaves a visible placeholder', () => {
  render(<MessageBubble direction="inbound" placeholder="This kind is not supported yet." {...moment} />);
  expect(screen.getByText('This kind is not supported yet.')).toBeDefined();
});
