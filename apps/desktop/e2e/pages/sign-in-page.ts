import type { Locator, Page } from '@playwright/test';
import type { E2eAgent } from '../world/tenant-template.ts';

/** The first screen of a new profile. */
export class SignInPage {
  readonly #page: Page;
  readonly form: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.form = page.getByRole('form', { name: 'Sign in to Holdfast' });
  }

  async signIn(tenant: string, agent: E2eAgent): Promise<void> {
    await this.fillIn({ tenant, email: agent.email, password: agent.password });
    await this.submit();
  }

  async fillIn(words: { tenant: string; email: string; password: string }): Promise<void> {
    await this.form.getByLabel('Workspace').fill(words.tenant);
    await this.form.getByLabel('Email').fill(words.email);
    await this.form.getByLabel('Password').fill(words.password);
  }

  submit(): Promise<void> {
    return this.#page.keyboard.press('Enter');
  }
}
