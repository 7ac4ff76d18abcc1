import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import { ConversationRow } from './conversation-row.tsx';

afterEach(cleanup);

it('is one option with name, time, preview, SLA and position in the whole list', async () => {
  const onSelect = vi.fn<() => void>();
  render(
    <div role="listbox" aria-label="Mine">
      <ConversationRow
        name="Amira Haddad"
        platform="whatsapp"
        platformLabel="WhatsApp"
        time="14:02"
        dateTime="2026-11-22T14:02:00Z"
        preview="The parcel never came"
        unread={{ label: '2 unread messages' }}
        pill={{ kind: 'sla-breached', label: '26 min over' }}
        viewer={{ name: 'Mia Keller', label: 'Mia Keller is here' }}
        isSelected
        position={{ index: 4, total: 120 }}
        onSelect={onSelect}
      />
    </div>,
  );
  const row = screen.getByRole('option', { selected: true });
  for (const word of [
    'Amira Haddad',
    '14:02',
    'The parcel',
    '2 unread',
    '26 min over',
    'Mia Keller is here',
  ]) {
    expect(row.textContent).toContain(word);
  }
  expect(screen.getByRole('img', { name: 'WhatsApp' })).toBeDefined();
  expect([row.getAttribute('aria-posinset'), row.getAttribute('aria-setsize')]).toEqual(['5', '120']);
  await userEvent.setup().click(row);
  expect(onSelect).toHaveBeenCalledOnce();
});

it('shows two tags and counts the rest', () => {
  render(
    <div role="listbox" aria-label="Mine">
      <ConversationRow
        name="Jonas Brandt"
        platform="http"
        platformLabel="Website"
        time="Fri"
        dateTime="2026-11-20T14:02:00Z"
        preview="Thank you"
        tags={[{ name: 'Refund' }, { name: 'VIP' }, { name: 'Courier' }, { name: 'Late' }]}
        onSelect={() => {}}
      />
    </div>,
  );
  expect(screen.getByText('VIP')).toBeDefined();
  expect(screen.queryByText('Courier')).toBeNull();
  expect(screen.getByText('+2').getAttribute('title')).toBe('Courier, Late');
});

it('shows one tag beside a pill', () => {
  render(
    <div role="listbox" aria-label="Mine">
      <ConversationRow
        name="Jonas Brandt"
        platform="http"
        platformLabel="Website"
        time="Fri"
        dateTime="2026-11-20T14:02:00Z"
        preview="Thank you"
        pill={{ kind: 'queued', label: 'Queued' }}
        tags={[{ name: 'Refund' }, { name: 'VIP' }]}
        onSelect={() => {}}
      />
    </div>,
  );
  expect(screen.getByText('Refund')).toBeDefined();
  expect(screen.queryByText('VIP')).toBeNull();
  expect(screen.getByText('+1')).toBeDefined();
});
