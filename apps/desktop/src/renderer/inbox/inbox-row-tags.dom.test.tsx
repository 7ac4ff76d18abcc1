import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { renderApp } from '../testing/render-app.tsx';
import { sampleData } from '../testing/sample-data.ts';

test('a tag in the inbox list has the color of the tag', async () => {
  const data = sampleData();
  renderApp({ data });
  const [tag] = data.tags;
  if (tag === undefined) throw new Error('The sample data has no tag.');
  const list = await screen.findByRole('listbox');
  const name = (await within(list).findAllByText(tag.name))[0];
  const dot = name?.previousElementSibling;
  if (!(dot instanceof HTMLElement)) throw new Error('The tag has no dot.');
  const expected = document.createElement('span');
  expected.style.backgroundColor = tag.color;
  expect(dot.style.backgroundColor).toBe(expected.style.backgroundColor);
});
