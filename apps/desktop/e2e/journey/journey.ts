import { expect } from '@playwright/test';
import type { LaunchAppOptions } from '../fixtures.ts';
import { ConversationPage } from '../pages/conversation-page.ts';
import { InboxPage } from '../pages/inbox-page.ts';
import { SignInPage } from '../pages/sign-in-page.ts';
import type { DesktopApp } from '../world/desktop-app.ts';
import type { E2eAgent } from '../world/tenant-template.ts';
import type { E2eWorld } from '../world/world.ts';
import { lena, morning } from './customers.ts';
import { lenaInPostgres } from './lena-in-postgres.ts';
import { journeyTexts } from './journey-texts.ts';

export type Launch = (options: LaunchAppOptions) => Promise<DesktopApp>;

/**
 * The main job, from the customer's message to the transfer, in steps. A test runs them one after another, or with a
 * kill between any two. Each step acts and awaits the result on the agent's screen; the calling test checks Postgres.
 */
export class Journey {
  readonly #world: E2eWorld;
  readonly #launch: Launch;
  readonly #apps = new Map<string, DesktopApp>();

  constructor(world: E2eWorld, launch: Launch) {
    this.#world = world;
    this.#launch = launch;
  }

  /** Starts Amira's day: signs in and receives the messages of the morning. */
  async begin(): Promise<void> {
    const app = await this.startApp('amira');
    await new SignInPage(app.page).signIn(this.#world.tenant, this.#world.amira);
    await expect(
      this.inbox('amira').list.or(app.page.getByText('You have no open conversations.')),
    ).toBeVisible();
    for (const message of morning) {
      expect((await this.#world.customerWrites(message)).status).toBe(202);
      await expect(this.inbox('amira').row(message.contact.name)).toBeVisible();
    }
  }

  async customerWrites(): Promise<void> {
    expect((await this.#world.customerWrites(lena)).status).toBe(202);
  }

  async seeNewConversation(): Promise<void> {
    await expect(this.inbox('amira').row(lena.contact.name)).toBeVisible();
  }

  async replyWithCannedResponse(): Promise<void> {
    const conversation = this.conversation('amira');
    await this.inbox('amira').open(lena.contact.name);
    await conversation.insertCannedResponse('delay');
    await expect(conversation.text).toHaveValue(journeyTexts.reply);
    await conversation.send();
    await expect(conversation.entry(journeyTexts.reply)).toBeVisible();
  }

  async addNoteAndTag(): Promise<void> {
    const conversation = this.conversation('amira');
    await this.inbox('amira').open(lena.contact.name);
    await conversation.addNote(journeyTexts.note);
    await expect(conversation.entry(journeyTexts.note)).toBeVisible();
    await conversation.addTag(journeyTexts.tag);
    await expect(conversation.tag(journeyTexts.tag)).toBeVisible();
  }

  /** Leaves half a sentence to Noah as a draft and returns to Lena. */
  async leaveDraft(): Promise<void> {
    await this.inbox('amira').open('Noah Clarke');
    await this.conversation('amira').text.pressSequentially(journeyTexts.draft);
    await this.inbox('amira').open(lena.contact.name);
    await expect(this.inbox('amira').row('Noah Clarke')).toContainText('Draft');
    // Opened again, the draft is read from the replica.
    await this.seeDraft();
  }

  /** The changes made offline, as the agent sees them. */
  async seeQueuedWork(): Promise<void> {
    const conversation = this.conversation('amira');
    await this.inbox('amira').open(lena.contact.name);
    await expect(conversation.entry(journeyTexts.reply)).toContainText('Queued');
    await expect(conversation.entry(journeyTexts.note)).toContainText('Queued');
    await expect(conversation.tag(journeyTexts.tag)).toBeVisible();
  }

  async seeDraft(): Promise<void> {
    await this.inbox('amira').open('Noah Clarke');
    await expect(this.conversation('amira').text).toHaveValue(journeyTexts.draft);
    await this.inbox('amira').open(lena.contact.name);
  }

  /** Without a keyring, a restarted app needs the password to connect. */
  async connectAgain(name: 'amira' | 'jonas'): Promise<void> {
    const bar = this.inbox(name).connectionBar;
    await expect(bar.getByText('Not signed in').or(bar.getByText('Offline since'))).toBeVisible();
    await expect(bar.getByRole('button', { name: 'Sign in' })).toBeVisible({ timeout: 60_000 });
    await this.inbox(name).signInAgain(this.#agent(name));
    await expect(bar).toBeHidden();
  }

  async seeEverythingSent(): Promise<void> {
    await this.inbox('amira').open(lena.contact.name);
    const sent = this.conversation('amira')
      .entry(journeyTexts.reply)
      .getByRole('img', { name: /^(Sent|Delivered|Read)$/ });
    await expect(sent).toBeVisible({ timeout: 60_000 });
    await expect(this.conversation('amira').entry(journeyTexts.note)).not.toContainText('Queued');
  }

  async beginJonas(): Promise<void> {
    const app = await this.startApp('jonas');
    await new SignInPage(app.page).signIn(this.#world.tenant, this.#world.jonas);
    await expect(app.page.getByText('You have no open conversations.')).toBeVisible();
  }

  async transferToJonas(): Promise<void> {
    await this.inbox('amira').open(lena.contact.name);
    await this.conversation('amira').transfer('Jonas', journeyTexts.reason);
    // A visible effect is on disk; before that, a kill can undo it.
    await expect(this.inbox('amira').row(lena.contact.name)).toBeHidden();
  }

  async seeTransferred(): Promise<void> {
    await expect(this.inbox('jonas').row(lena.contact.name)).toBeVisible({ timeout: 60_000 });
    await expect(this.inbox('amira').row(lena.contact.name)).toBeHidden();
    await this.inbox('jonas').open(lena.contact.name);
    const conversation = this.conversation('jonas');
    await expect(conversation.entry(lena.text)).toBeVisible();
    await expect(conversation.entry(journeyTexts.reply)).toBeVisible();
    await expect(conversation.entry(journeyTexts.note)).toBeVisible();
  }

  /** The journey's result in Postgres, the same for every kill. */
  async expectEnd(): Promise<void> {
    await expect
      .poll(() => lenaInPostgres(this.#world.database))
      .toEqual({
        conversations: 1,
        assignedTo: this.#world.jonas.id,
        inbound: 1,
        replies: 1,
        replyStatus: 'sent',
        notes: 1,
        tags: 1,
        timesCannedResponseUsed: 1,
        transfers: 1,
      });
    expect(
      this.#world.replies.deliveries.filter((delivery) => delivery.text === journeyTexts.reply),
    ).toHaveLength(1);
  }

  async startApp(name: 'amira' | 'jonas'): Promise<DesktopApp> {
    const app = await this.#launch({ profile: name, serverUrl: this.#world.server.url });
    this.#apps.set(name, app);
    return app;
  }

  async killAndStartApp(name: 'amira' | 'jonas'): Promise<void> {
    await this.app(name).kill();
    await this.startApp(name);
  }

  app(name: 'amira' | 'jonas'): DesktopApp {
    const app = this.#apps.get(name);
    if (app === undefined) throw new Error(`${name} has not started the app`);
    return app;
  }

  inbox(name: 'amira' | 'jonas'): InboxPage {
    return new InboxPage(this.app(name).page);
  }

  conversation(name: 'amira' | 'jonas'): ConversationPage {
    return new ConversationPage(this.app(name).page);
  }

  #agent(name: 'amira' | 'jonas'): E2eAgent {
    return name === 'amira' ? this.#world.amira : this.#world.jonas;
  }
}
