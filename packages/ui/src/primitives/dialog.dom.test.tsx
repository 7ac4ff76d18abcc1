import { cleanup, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { afterEach, expect, it } from 'vitest';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { TextField } from './text-field.tsx';

afterEach(cleanup);

it('moves the focus to its first field, keeps it inside, and returns it on Escape', async () => {
  render(<TransferExample />);
  const user = userEvent.setup();
  const opener = screen.getByRole('button', { name: 'Open' });
  await user.click(opener);

  const dialog = await screen.findByRole('dialog', { name: 'Transfer to Mia' });
  expect(dialog.getAttribute('aria-describedby')).not.toBeNull();
  await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText('Reason')));

  await user.tab();
  await user.tab();
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Close' }));
  await user.tab();
  await waitFor(() => expect(dialog.contains(document.activeElement)).toBe(true));

  await user.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  await waitFor(() => expect(document.activeElement).toBe(opener));
});

function TransferExample() {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setIsOpen(true)}>Open</Button>
      <Dialog
        isOpen={isOpen}
        onOpenChange={setIsOpen}
        title="Transfer to Mia"
        description="She sees the whole conversation."
        closeLabel="Close"
        footer={<Button>Transfer</Button>}
      >
        <TextField label="Reason" value="" onValueChange={() => {}} />
      </Dialog>
    </>
  );
}
