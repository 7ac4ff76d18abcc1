import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';

/** The open conversation: timeline, composer and actions, mostly by keyboard. */
export class ConversationPage {
  readonly #page: Page;
  readonly text: Locator;
  readonly cannedResponses: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.text = page.locator('textarea');
    this.cannedResponses = page.getByRole('listbox', { name: 'Canned responses' });
  }

  /** A message or note in the timeline. */
  entry(text: string): Locator {
    return this.#page.getByRole('article').filter({ hasText: text });
  }

  tag(name: string): Locator {
    return this.#page.getByRole('complementary', { name: 'Customer' }).getByText(name, { exact: true });
  }

  /** Types a slash, filters the menu to one response and picks it. */
  async insertCannedResponse(shortcut: string): Promise<void> {
    await this.text.focus();
    await this.#page.keyboard.type('/');
    await expect(this.cannedResponses).toBeVisible();
    await this.#page.keyboard.type(shortcut);
    await expect(this.cannedResponses.getByRole('option')).toHaveCount(1);
    await this.#page.keyboard.press('Enter');
    await expect(this.cannedResponses).toBeHidden();
  }

  send(): Promise<void> {
    return this.#page.keyboard.press('Control+Enter');
  }

  async reply(text: string): Promise<void> {
    await this.#leaveFields();
    await this.#page.keyboard.press('r');
    await expect(this.text).toBeFocused();
    await this.#page.keyboard.type(text);
    await this.send();
    await expect(this.text).toHaveValue('');
  }

  async addNote(text: string): Promise<void> {
    await this.#leaveFields();
    await this.#page.keyboard.press('n');
    await expect(this.#page.getByRole('button', { name: 'Note', pressed: true })).toBeVisible();
    await expect(this.text).toBeFocused();
    await this.#page.keyboard.type(text);
    await this.send();
    await expect(this.text).toHaveValue('');
  }

  async addTag(name: string): Promise<void> {
    await this.#leaveFields();
    await this.#page.keyboard.press('l');
    const search = this.#page.getByRole('combobox', { name: 'Tags of this conversation' });
    await expect(search).toBeFocused();
    await this.#page.keyboard.type(name);
    await this.#page.keyboard.press('Enter');
    await this.#page.keyboard.press('Escape');
    await expect(search).toBeHidden();
  }

  async transfer(colleague: string, reason: string): Promise<void> {
    await this.#leaveFields();
    await this.#page.keyboard.press('t');
    const dialog = this.#page.getByRole('dialog', { name: /^Transfer / });
    await expect(dialog.getByRole('combobox', { name: 'Colleague' })).toBeFocused();
    await this.#page.keyboard.type(colleague);
    await this.#page.keyboard.press('Enter');
    await expect(dialog.getByLabel('Reason')).toBeFocused();
    await this.#page.keyboard.type(reason);
    await this.#page.keyboard.press('Enter');
    await expect(dialog).toBeHidden();
  }

  /** Single keys are shortcuts only while no field has the focus. */
  async #leaveFields(): Promise<void> {
    if (await this.text.evaluate((field) => field === document.activeElement)) {
      await this.#page.keyboard.press('Escape');
    }
  }
}
