import type { Locator, Page } from '@playwright/test';
import type { E2eAgent } from '../world/tenant-template.ts';

/** The list of conversations and its surroundings. */
export class InboxPage {
  readonly #page: Page;
  readonly list: Locator;
  /** The line at the foot of the list: offline, signed out. */
  readonly connectionBar: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.list = page.getByRole('listbox', { name: /^Conversations:/ });
    this.connectionBar = page
      .getByRole('status')
      .filter({ hasText: /Offline since|Not signed in|restarting/ });
  }

  row(customer: string): Locator {
    return this.list.getByRole('option').filter({ hasText: customer });
  }

  async open(customer: string): Promise<void> {
    await this.row(customer).click();
    const conversation = this.#page.getByRole('main', { name: 'Conversation' });
    await conversation.getByRole('heading', { name: customer }).waitFor();
  }

  /** Signs in from the bar after the token was lost. The inbox stays open. */
  async signInAgain(agent: E2eAgent): Promise<void> {
    await this.connectionBar.getByRole('button', { name: 'Sign in' }).click();
    const dialog = this.#page.getByRole('dialog', { name: 'Sign in again' });
    await dialog.getByLabel('Password').fill(agent.password);
    await this.#page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
  }
}
