import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, expect, it } from 'vitest';
import { PaneResizer } from './pane-resizer.tsx';

afterEach(cleanup);

it('moves by arrow keys within its limits and reports its value', () => {
  render(<ListEdge />);
  const edge = screen.getByRole('separator', { name: 'Width of the list' });
  fireEvent.keyDown(edge, { key: 'ArrowRight' });
  expect(edge.getAttribute('aria-valuenow')).toBe('368');
  fireEvent.keyDown(edge, { key: 'ArrowLeft', shiftKey: true });
  expect(edge.getAttribute('aria-valuenow')).toBe('320');
  fireEvent.keyDown(edge, { key: 'ArrowLeft' });
  expect(edge.getAttribute('aria-valuenow')).toBe('320');
  fireEvent.keyDown(edge, { key: 'End' });
  expect(edge.getAttribute('aria-valuenow')).toBe('420');
});

it('grows in the other direction in right-to-left languages', () => {
  render(
    <div style={{ direction: 'rtl' }}>
      <ListEdge />
    </div>,
  );
  const edge = screen.getByRole('separator');
  edge.style.direction = 'rtl';
  fireEvent.keyDown(edge, { key: 'ArrowLeft' });
  expect(edge.getAttribute('aria-valuenow')).toBe('368');
});

function ListEdge() {
  const [width, setWidth] = useState(360);
  return (
    <PaneResizer
      label="Width of the list"
      value={width}
      minimum={320}
      maximum={420}
      onValueChange={setWidth}
    />
  );
}
