import { cleanup, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import { Button } from './button.tsx';
import { Picker } from './picker.tsx';
import type { PickerProps } from './picker.tsx';

afterEach(cleanup);

const colleagues = [
  { id: '1', label: 'Mia Keller', detail: '3 open' },
  { id: '2', label: 'Jonas Brandt' },
  { id: '3', label: 'Noah Weber', isDisabled: true },
];

it('filters while typing, picks the first match by Enter, and closes', async () => {
  const { onPick } = renderPicker({});
  const user = userEvent.setup();
  await user.click(screen.getByRole('button', { name: 'Transfer' }));
  await waitFor(() =>
    expect(document.activeElement).toBe(screen.getByRole('combobox', { name: 'Transfer to' })),
  );
  await user.keyboard('jon');
  await waitFor(() => expect(screen.getAllByRole('option')).toHaveLength(1));
  await user.keyboard('{Enter}');
  expect(onPick).toHaveBeenCalledExactlyOnceWith('2');
  await waitFor(() => expect(screen.queryByRole('option')).toBeNull());
});

it('stays open for several picks', async () => {
  const { onPick } = renderPicker({ isMultiple: true });
  const user = userEvent.setup();
  await user.click(screen.getByRole('button', { name: 'Transfer' }));
  await user.click(await screen.findByRole('option', { name: /Mia/u }));
  await user.click(screen.getByRole('option', { name: /Jonas/u }));
  expect(onPick.mock.calls).toEqual([['1'], ['2']]);
});

it('shows a text when no option matches', async () => {
  renderPicker({});
  const user = userEvent.setup();
  await user.click(screen.getByRole('button', { name: 'Transfer' }));
  await waitFor(() =>
    expect(document.activeElement).toBe(screen.getByRole('combobox', { name: 'Transfer to' })),
  );
  await user.keyboard('zzz');
  expect(await screen.findByText('No colleague found.')).toBeDefined();
});

function renderPicker(props: Partial<PickerProps>) {
  const onPick = vi.fn<PickerProps['onPick']>();
  render(
    <Picker
      trigger={<Button>Transfer</Button>}
      label="Transfer to"
      placeholder="Transfer to …"
      emptyText="No colleague found."
      options={colleagues}
      onPick={onPick}
      {...props}
    />,
  );
  return { onPick };
}
