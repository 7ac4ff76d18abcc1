import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import { Composer } from './composer.tsx';
import type { ComposerProps } from './composer.tsx';

afterEach(cleanup);

it('submits by Ctrl+Enter and by the button, and Enter adds a line', async () => {
  const { onSubmit, onValueChange } = renderComposer({});
  const user = userEvent.setup();
  await user.click(screen.getByRole('textbox'));
  await user.keyboard('{Enter}');
  expect(onSubmit).not.toHaveBeenCalled();
  expect(onValueChange).toHaveBeenCalledWith('Hello\n');
  await user.keyboard('{Control>}{Enter}{/Control}');
  await user.click(screen.getByRole('button', { name: 'Send' }));
  expect(onSubmit).toHaveBeenCalledTimes(2);
});

it('does not submit while disabled, over the limit, or during input composition', () => {
  const { onSubmit, rerender } = renderComposer({});
  const send = { key: 'Enter', ctrlKey: true };
  fireEvent.keyDown(screen.getByRole('textbox'), { ...send, isComposing: true });
  rerender({ isDisabled: true });
  fireEvent.keyDown(screen.getByRole('textbox'), send);
  rerender({ used: 11 });
  fireEvent.keyDown(screen.getByRole('textbox'), send);
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Send' }).disabled).toBe(true);
  expect(onSubmit).not.toHaveBeenCalled();
});

it('shows the counter from 80 % of the limit', () => {
  const { rerender } = renderComposer({ used: 7 });
  expect(screen.queryByText('7/10')).toBeNull();
  rerender({ used: 8 });
  expect(screen.getByText('8/10')).toBeDefined();
  expect(screen.getByText('Characters left: 2')).toBeDefined();
});

it('marks the active mode', async () => {
  const { onModeChange } = renderComposer({});
  expect(screen.getByRole('button', { name: 'Reply' }).getAttribute('aria-pressed')).toBe('true');
  await userEvent.setup().click(screen.getByRole('button', { name: 'Note' }));
  expect(onModeChange).toHaveBeenCalledExactlyOnceWith('note');
});

function renderComposer(first: Variation) {
  const onSubmit = vi.fn<() => void>();
  const onValueChange = vi.fn<ComposerProps['onValueChange']>();
  const onModeChange = vi.fn<ComposerProps['onModeChange']>();
  const element = ({ used = 0, isDisabled = false }: Variation) => (
    <Composer
      mode="reply"
      onModeChange={onModeChange}
      modes={{ reply: { label: 'Reply' }, note: { label: 'Note' } }}
      value="Hello"
      onValueChange={onValueChange}
      label="Reply to Amira"
      placeholder="Write a reply"
      limit={{ used, maximum: 10, label: `Characters left: ${10 - used}` }}
      submit={{ label: 'Send', isDisabled, onSubmit }}
    />
  );
  const { rerender } = render(element(first));
  return {
    onSubmit,
    onValueChange,
    onModeChange,
    rerender: (variation: Variation) => rerender(element(variation)),
  };
}

interface Variation {
  used?: number;
  isDisabled?: boolean;
}
