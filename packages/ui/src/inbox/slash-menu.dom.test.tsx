import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import { slashMenuOptionId, slashMenuStep } from '../behavior/slash-menu-keys.ts';
import { Composer } from './composer.tsx';
import { SlashMenu } from './slash-menu.tsx';
import type { SlashMenuItem } from './slash-menu.tsx';

afterEach(cleanup);

const items: readonly SlashMenuItem[] = [
  { id: '1', shortcut: 'delay', title: 'Parcel delayed', preview: 'Hello Amira, I am sorry …' },
  { id: '2', shortcut: 'delivered', title: 'Not there', preview: 'Hello Amira, thank you …' },
  { id: '3', shortcut: 'refund', title: 'Refund started', preview: 'Hello Amira, the money …' },
];

it('is operated from the text field, which keeps the focus and names the active option', async () => {
  render(<ReplyBox />);
  const user = userEvent.setup();
  const text = screen.getByRole('textbox', { name: 'Reply' });
  await user.type(text, '/');

  expect(text.getAttribute('aria-controls')).toBe(
    screen.getByRole('listbox', { name: 'Canned responses' }).id,
  );
  expect(activeOption(text)?.textContent).toContain('/delay');

  await user.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}{ArrowUp}');
  expect(activeOption(text)?.textContent).toContain('/refund');
  expect(activeOption(text)?.getAttribute('aria-selected')).toBe('true');
  expect(document.activeElement).toBe(text);

  await user.keyboard('{Enter}');
  expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Reply' }).value).toBe(
    'Hello Amira, the money …',
  );
  expect(screen.queryByRole('listbox')).toBeNull();
});

it('filters while typing, shows when nothing matches, and closes on Escape', async () => {
  render(<ReplyBox />);
  const user = userEvent.setup();
  await user.type(screen.getByRole('textbox', { name: 'Reply' }), '/del');
  expect(screen.getAllByRole('option')).toHaveLength(2);
  await user.keyboard('x');
  expect(screen.queryAllByRole('option')).toHaveLength(0);
  expect(screen.getByText('No canned response starts with this.')).toBeDefined();
  await user.keyboard('{Escape}');
  expect(screen.queryByRole('listbox')).toBeNull();
});

it('picks by pointer without taking the focus', async () => {
  const onPick = vi.fn<(item: SlashMenuItem) => void>();
  render(
    <>
      <input aria-label="Text" />
      <SlashMenu
        id="menu"
        label="Canned responses"
        items={items}
        activeIndex={0}
        onActiveIndexChange={() => {}}
        onPick={onPick}
        emptyText=""
      />
    </>,
  );
  const user = userEvent.setup();
  await user.click(screen.getByLabelText('Text'));
  await user.click(screen.getByText('Refund started'));
  expect(onPick).toHaveBeenCalledExactlyOnceWith(items[2]);
  expect(document.activeElement).toBe(screen.getByLabelText('Text'));
});

function activeOption(text: HTMLElement) {
  return document.querySelector(`[id="${text.getAttribute('aria-activedescendant') ?? ''}"]`);
}

/** Composer and menu, connected as in a screen. */
function ReplyBox() {
  const [value, setValue] = useState('');
  const [activeIndex, setActiveIndex] = useState(0);
  const isOpen = value.startsWith('/');
  const found = items.filter((item) => item.shortcut.startsWith(value.slice(1)));
  const active = found[activeIndex];
  return (
    <Composer
      mode="reply"
      onModeChange={() => {}}
      modes={{ reply: { label: 'Reply' }, note: { label: 'Note' } }}
      value={value}
      onValueChange={setValue}
      label="Reply"
      placeholder=""
      submit={{ label: 'Send', onSubmit: () => {} }}
      menu={
        isOpen ? (
          <SlashMenu
            id="menu"
            label="Canned responses"
            items={found}
            activeIndex={activeIndex}
            onActiveIndexChange={setActiveIndex}
            onPick={(item) => setValue(item.preview)}
            emptyText="No canned response starts with this."
          />
        ) : undefined
      }
      menuState={
        isOpen
          ? { listId: 'menu', activeOptionId: active && slashMenuOptionId('menu', active.id) }
          : undefined
      }
      onKeyDown={(event) => {
        const step = isOpen ? slashMenuStep(event.key, activeIndex, found.length) : undefined;
        if (step === undefined) return;
        event.preventDefault();
        if (step.kind === 'move') setActiveIndex(step.index);
        if (step.kind === 'pick') setValue(found[step.index]?.preview ?? '');
        if (step.kind === 'close') setValue('');
      }}
    />
  );
}
