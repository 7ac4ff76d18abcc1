import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import { SearchField } from './search-field.tsx';

afterEach(cleanup);

it('Escape clears it first, and goes one step back only when it is empty', async () => {
  const onStepBack = vi.fn<(key: string) => void>();
  render(<FilterExample onStepBack={onStepBack} />);
  const user = userEvent.setup();
  const field = screen.getByRole<HTMLInputElement>('searchbox', { name: 'Filter' });
  await user.type(field, 'refund');
  onStepBack.mockClear();
  await user.keyboard('{Escape}');
  expect(field.value).toBe('');
  expect(onStepBack).not.toHaveBeenCalled();
  await user.keyboard('{Escape}');
  expect(onStepBack).toHaveBeenCalledExactlyOnceWith('Escape');
});

function FilterExample({ onStepBack }: { onStepBack: (key: string) => void }) {
  const [value, setValue] = useState('');
  return (
    <div role="presentation" onKeyDown={(event) => onStepBack(event.key)}>
      <SearchField
        label="Filter"
        placeholder="Filter"
        clearLabel="Clear"
        value={value}
        onValueChange={setValue}
      />
    </div>
  );
}
