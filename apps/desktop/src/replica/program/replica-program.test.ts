import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openReplicaDatabase } from '../database/replica-database.ts';
import { templateAt } from '../database/replica-directory.ts';
import { writeOfflineProfile } from '@holdfast/testkit/replica/offline-profile';
import type { PortClient } from '@holdfast/testkit/replica/port-client';
import { TestProgram } from '@holdfast/testkit/replica/test-program';
import { colleague, firstDelta } from '@holdfast/testkit/replica/test-rows';
import { testTemplateDirectory } from '@holdfast/testkit/replica/test-template';

let profile: string;
let program: TestProgram;

beforeEach(async () => {
  profile = await mkdtemp(join(tmpdir(), 'holdfast-profile-'));
  await writeOfflineProfile(profile, firstDelta([1, 2, 3]));
  program = await TestProgram.start({ userDataDirectory: profile });
});
afterEach(async () => {
  await program.stop();
  await rm(profile, { recursive: true, force: true });
});

describe('without a server, over a port', () => {
  it('opens the account that was open last and shows its inbox', async () => {
    const window = program.openWindow();
    const state = await window
      .watch('session.state', undefined)
      .until(({ connection }) => connection.kind === 'offline');
    expect(state).toMatchObject({
      account: { name: 'Ada Agent', tenant: { slug: 'acme' } },
      firstSync: null,
      problem: null,
      signInDefaults: { tenant: 'acme', email: 'ada@example.test' },
    });
    const inbox = await window.watch('inbox.list', { view: 'mine' }).until(({ total }) => total === 3);
    expect(inbox.rows[0]).toMatchObject({
      id: 3,
      customer: { id: 103, name: 'Customer 3', avatarUrl: null },
      channel: { id: 0, name: 'http', platform: 'http' },
      lastMessagePreview: 'Hello?',
      unreadCount: 1,
      tags: [],
      sla: null,
      hasDraft: false,
      queuedCount: 0,
    });
    const counts = await window.watch('inbox.counts', undefined).until(() => true);
    expect(counts.mine).toEqual({ total: 3, unread: 3 });
    expect(await program.untilSent(({ type }) => type === 'badge')).toEqual({ type: 'badge', count: 3 });
  });

  it('shows agent actions at once, marked as queued', async () => {
    const window = program.openWindow();
    const timeline = window.watch('conversation.timeline', { id: 1 });
    await timeline.until(({ items }) => items.length === 2);
    await window.mutate('conversation.sendMessage', { conversationId: 1, text: 'On its way.' });
    await window.mutate('conversation.addNote', { conversationId: 1, text: 'Checked with the warehouse.' });
    await window.mutate('conversation.addTag', { conversationId: 1, tagId: 5 });
    const { items } = await timeline.until(({ items }) => items.length === 4);
    expect(items.map((item) => [item.kind, 'queued' in item && item.queued])).toEqual([
      ['event', false],
      ['message', false],
      ['message', true],
      ['note', true],
    ]);
    const header = await window
      .watch('conversation.header', { id: 1 })
      .until((header) => header?.tags.length === 1);
    expect(header).toMatchObject({ scope: 'mine', queuedCount: 3, tags: [{ id: 5, name: 'urgent' }] });
    const outbox = await window.watch('outbox.list', undefined).until(({ queuedCount }) => queuedCount === 3);
    expect(outbox.items[0]).toMatchObject({
      name: 'sendMessage',
      customerName: 'Customer 1',
      text: 'On its way.',
    });
  });

  it('re-runs only the queries that depend on a change', async () => {
    const window = program.openWindow();
    const concerned = window.watch('conversation.timeline', { id: 1 });
    const unconcerned = window.watch('reference.users', undefined);
    await Promise.all([concerned.until(() => true), unconcerned.until(() => true)]);
    await window.mutate('conversation.addTag', { conversationId: 1, tagId: 5 });
    await window.mutate('conversation.sendMessage', { conversationId: 1, text: 'Hello' });
    await concerned.until(({ items }) => items.length === 3);
    expect(unconcerned.count).toBe(1);
  });

  it('rejects invalid input and unknown conversations with a code', async () => {
    const window = program.openWindow();
    await expect(
      window.mutate('conversation.sendMessage', { conversationId: 1, text: '' }),
    ).rejects.toMatchObject({
      code: 'HF_INVALID_INPUT',
    });
    await expect(
      window.mutate('conversation.sendMessage', { conversationId: 99, text: 'Hi' }),
    ).rejects.toMatchObject({
      code: 'HF_CONVERSATION_UNKNOWN',
    });
    await expect(window.mutate('conversation.unknown', {})).rejects.toMatchObject({ code: 'HF_NOT_FOUND' });
    expect(await window.watch('conversation.header', { id: 99 }).until(() => true)).toBeNull();
  });

  it('moves conversations between the views when their assignee or status changes', async () => {
    const window = program.openWindow();
    const mine = window.watch('inbox.list', { view: 'mine' });
    await window.mutate('conversation.transfer', {
      conversationId: 1,
      toUserId: colleague.id,
      reason: 'Speaks Dutch',
    });
    await window.mutate('conversation.setStatus', { conversationId: 2, status: 'resolved' });
    const later = new Date(Date.now() + 3_600_000).toISOString();
    await window.mutate('conversation.setStatus', {
      conversationId: 3,
      status: 'pending',
      snoozedUntil: later,
    });
    await mine.until(({ total }) => total === 0);
    const resolved = await window.watch('inbox.list', { view: 'resolved' }).until(() => true);
    expect(resolved.rows.map(({ id }) => id)).toEqual([2]);
    const snoozed = await window.watch('inbox.list', { view: 'snoozed' }).until(() => true);
    expect(snoozed.rows.map(({ id }) => id)).toEqual([3]);
  });

  it('marks a conversation as read once', async () => {
    const window = program.openWindow();
    const counts = window.watch('inbox.counts', undefined);
    await counts.until(({ mine }) => mine.unread === 3);
    expect(await window.mutate('conversation.markRead', { conversationId: 1 })).toMatchObject({
      mutationId: 1,
    });
    await counts.until(({ mine }) => mine.unread === 2);
    expect(await window.mutate('conversation.markRead', { conversationId: 1 })).toBeNull();
    await program.untilSent((message) => message.type === 'badge' && message.count === 2);
  });

  it('finds conversations by name, preview, tag and platform', async () => {
    const window = program.openWindow();
    await window.mutate('conversation.addTag', { conversationId: 2, tagId: 5 });
    const idsOf = async (filter: object) => {
      const list = window.watch('inbox.list', { view: 'mine', filter });
      const { rows } = await list.until(() => true);
      list.stop();
      return rows.map(({ id }) => id);
    };
    expect(await idsOf({ text: 'customer 2' })).toEqual([2]);
    expect(await idsOf({ text: '100%' })).toEqual([]);
    expect(await idsOf({ tagIds: [5] })).toEqual([2]);
    expect(await idsOf({ platforms: ['whatsapp'] })).toEqual([]);
    expect(await idsOf({ unreadOnly: true })).toEqual([3, 2, 1]);
  });
});

describe('after a restart', () => {
  it('a sent reply is not a draft any more', async () => {
    const window = program.openWindow();
    const draft = { conversationId: 1, mode: 'reply', text: 'On its way.', cannedResponseId: null };
    const saved = window.mutate('drafts.save', draft);
    await window.mutate('conversation.sendMessage', { conversationId: 1, text: 'On its way.' });
    await saved;
    await program.stop();
    program = await TestProgram.start({ userDataDirectory: profile });
    expect(
      await program
        .openWindow()
        .watch('drafts.get', { conversationId: 1 })
        .until(() => true),
    ).toBeNull();
  });

  it('a replica that does not open is quarantined; the queue and the drafts are kept', async () => {
    const window = program.openWindow();
    await window.mutate('conversation.sendMessage', { conversationId: 1, text: 'On its way.' });
    await program.stop();
    const account = join(profile, 'accounts', 'acme-1');
    await truncate(join(account, 'replica', 'global', 'pg_control'), 100);

    program = await TestProgram.start({ userDataDirectory: profile });
    const again = program.openWindow();
    const state = await again.watch('session.state', undefined).until(() => true);
    expect(state.problem?.code).toBe('HF_REPLICA_REBUILT');
    expect(state.account?.name).toBe('Ada Agent');
    const outbox = await again.watch('outbox.list', undefined).until(() => true);
    expect(outbox.items).toMatchObject([{ name: 'sendMessage', text: 'On its way.', customerName: null }]);
    expect((await readdir(account)).filter((name) => name.startsWith('replica.corrupt-'))).toHaveLength(1);
  });

  it('a replica with a damaged table file is quarantined before it is read', async () => {
    await program.stop();
    const database = join(profile, 'accounts', 'acme-1', 'replica');
    const { database: opened } = await openReplicaDatabase(
      database,
      templateAt(await testTemplateDirectory()),
    );
    const [file] = await opened.rows<{ path: string }>(`select pg_relation_filepath('messages') as path`);
    await opened.close();
    await writeFile(join(database, file?.path ?? ''), Buffer.alloc(8192, 7));

    program = await TestProgram.start({ userDataDirectory: profile });
    const state = await program
      .openWindow()
      .watch('session.state', undefined)
      .until(() => true);
    expect(state.problem?.code).toBe('HF_REPLICA_REBUILT');
  });

  it('a profile that another process has open is refused', async () => {
    await writeFile(
      join(profile, 'accounts', 'acme-1', 'lock'),
      JSON.stringify({ pid: process.ppid, start: null }),
    );
    const second = await TestProgram.start({ userDataDirectory: profile });
    expect(second.told).toMatchObject([{ type: 'fatal', error: { code: 'HF_REPLICA_IN_USE' } }]);
    await second.stop();
  });
});

describe('on a full disk', () => {
  it.runIf(canMount())(
    'reports the problem, keeps queued mutations, and works again when there is space',
    async () => {
      const mount = join(profile, 'small');
      await mkdir(mount);
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64m', 'tmpfs', mount]);
      const small = join(mount, 'profile');
      try {
        await writeOfflineProfile(small, firstDelta([1]));
        const crowded = await TestProgram.start({ userDataDirectory: small });
        const window = crowded.openWindow();
        await window.mutate('conversation.sendMessage', { conversationId: 1, text: 'before' });
        await fill(join(mount, 'ballast'));
        const session = window.watch('session.state', undefined);
        await expect(sendUntilRefused(window)).rejects.toMatchObject({ code: 'HF_JOURNAL_FULL' });
        await session.until(({ problem }) => problem?.code === 'HF_JOURNAL_FULL');
        const { queuedCount } = await window.watch('outbox.list', undefined).until(() => true);

        await rm(join(mount, 'ballast'));
        await window.mutate('conversation.sendMessage', { conversationId: 1, text: 'after' });
        await session.until(({ problem }) => problem === null);
        await crowded.stop();
        const again = await TestProgram.start({ userDataDirectory: small });
        const outbox = await again
          .openWindow()
          .watch('outbox.list', undefined)
          .until(() => true);
        expect(outbox.queuedCount).toBe(queuedCount + 1);
        expect([outbox.items[0]?.text, outbox.items.at(-1)?.text]).toEqual(['before', 'after']);
        await again.stop();
      } finally {
        execFileSync('umount', [mount]);
      }
    },
  );
});

async function fill(path: string): Promise<void> {
  // The write fails when the disk is full.
  await writeFile(path, Buffer.alloc(64 * 1024 * 1024)).catch(() => undefined);
}

/** Sends until an append fails: free space inside existing files takes a few more. */
async function sendUntilRefused(window: PortClient): Promise<void> {
  for (let sent = 0; sent < 200; sent += 1) {
    await window.mutate('conversation.sendMessage', { conversationId: 1, text: 'x'.repeat(9000) });
  }
}

function canMount(): boolean {
  return process.platform === 'linux' && process.getuid?.() === 0;
}
