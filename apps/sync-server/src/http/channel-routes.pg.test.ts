import { channelEvents } from '@holdfast/schema/tables/channel-events';
import { messageAttachments } from '@holdfast/schema/tables/message-attachments';
import { messages } from '@holdfast/schema/tables/messages';
import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { z } from 'zod';

import { deriveKey } from '../config/derive-key.ts';
import { signFileLink } from '../files/signed-link.ts';
import { drawPicture } from '../../demo/sample-data/draw-picture.ts';
import { CHANNEL_KEY, insertChannel, SIGNING_SECRET } from '@holdfast/testkit/server/channel-fixture';
import { startTestServer, type TestServer } from '@holdfast/testkit/server/start-test-server';
import { createTestDatabase, type TestDatabase } from '@holdfast/testkit/server/test-database';
import { bindTenant } from '../inbox/inbound/bind-tenant.ts';
import type { RunInTenant } from '../inbox/inbound/ingest-events.ts';
import { signPayload } from '../channels/http-channel/payload-signature.ts';

const picture = drawPicture('parcel', 1);

let database: TestDatabase;
let server: TestServer;
let tenant: string;
let inTenant: RunInTenant;
let channelId: number;

beforeAll(async () => {
  database = await createTestDatabase(inject('databaseUrl'));
  server = await startTestServer(database);
});

afterAll(async () => {
  await server.stop();
  await database.close();
});

beforeEach(async () => {
  tenant = (await database.createTenant()).slug;
  inTenant = await bindTenant(database.pool, tenant);
  channelId = await inTenant((transaction) => insertChannel(transaction));
});

describe('POST …/messages', () => {
  it('stores a message once: a repeated external id returns the same ids', async () => {
    const first = await post(body({ text: 'Wo ist mein Paket?' }));
    expect(first.status).toBe(202);
    expect(first.json).toEqual({
      messageId: expect.any(Number),
      conversationId: expect.any(Number),
      duplicate: false,
    });
    const again = await post(body({ text: 'Wo ist mein Paket?' }));
    expect(again).toEqual({ status: 202, json: { ...Object(first.json), duplicate: true } });
    expect(await stored(messages)).toHaveLength(1);
  });

  it('stores an image with its size and serves it by a signed link until the link expires', async () => {
    const attachment = {
      filename: '../Foto ü.png',
      mimeType: 'image/png',
      dataBase64: picture.toString('base64'),
    };
    expect((await post(body({ attachments: [attachment] }))).status).toBe(202);
    const [row] = await inTenant(({ tx }) => tx.select().from(messageAttachments));
    expect(row).toMatchObject({
      type: 'image',
      mimeType: 'image/png',
      filename: 'Foto ü.png',
      fileSize: picture.length,
      width: 480,
      height: 360,
    });
    const link = { tenant, key: row?.url ?? '', name: row?.filename ?? '' };
    const key = deriveKey(server.settings.tokenSecret, 'file-link');
    const response = await fetch(server.url + signFileLink(key, link, Date.now() + 60_000));
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('image/png');
    expect(response.headers.get('content-disposition')).toContain(`filename*=UTF-8''Foto%20%C3%BC.png`);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(Buffer.from(await response.arrayBuffer()).equals(picture)).toBe(true);
    const expired = await fetch(server.url + signFileLink(key, link, Date.now() - 1000));
    expect(await codeOf(expired)).toEqual([410, 'HF_FILE_LINK_EXPIRED']);
    const forged = await fetch(server.url + signFileLink('another key', link, Date.now() + 60_000));
    expect(await codeOf(forged)).toEqual([403, 'HF_FILE_LINK_INVALID']);
  });

  it('removes NUL bytes', async () => {
    expect((await post(body({ text: 'a\0b' }))).status).toBe(202);
    expect(await stored(messages)).toMatchObject([{ content: 'ab' }]);
  });

  const html = Buffer.from('<script>alert(1)</script>').toString('base64');
  it.each<[string, unknown, number, string]>([
    ['a body that is not JSON', '{"externalId":', 400, 'HF_MALFORMED_JSON'],
    ['bytes that are not UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), 400, 'HF_MALFORMED_JSON'],
    ['no body', '', 400, 'HF_MALFORMED_JSON'],
    ['a body that is not an object', '[]', 400, 'HF_INVALID_INPUT'],
    ['no contact', { externalId: 'x', text: 'Hi' }, 400, 'HF_INVALID_INPUT'],
    ['neither text nor file', body({ text: ' \0' }), 400, 'HF_INVALID_INPUT'],
    [
      'an invalid e-mail address',
      body({ contact: { externalId: 'c', name: 'C', email: 'nope' } }),
      400,
      'HF_INVALID_INPUT',
    ],
    ['a text of ten megabytes', body({ text: 'x'.repeat(10_000_000) }), 413, 'HF_PAYLOAD_TOO_LARGE'],
    ['a body of twenty megabytes', body({ text: 'x'.repeat(20_000_000) }), 413, 'HF_PAYLOAD_TOO_LARGE'],
    [
      'eleven files',
      body({ attachments: Array.from({ length: 11 }, () => file('image/png', picture)) }),
      400,
      'HF_INVALID_INPUT',
    ],
    [
      'a file of 8.5 MiB',
      body({ attachments: [file('text/plain', Buffer.alloc(8.5 * 1024 * 1024, 65))] }),
      413,
      'HF_PAYLOAD_TOO_LARGE',
    ],
    [
      'HTML declared as an image',
      body({ attachments: [{ ...file('image/png', picture), dataBase64: html }] }),
      415,
      'HF_UNSUPPORTED_MEDIA_TYPE',
    ],
    [
      'HTML declared as HTML',
      body({ attachments: [{ ...file('text/html', picture), dataBase64: html }] }),
      415,
      'HF_UNSUPPORTED_MEDIA_TYPE',
    ],
    [
      'an image declared as a document',
      body({ attachments: [file('application/pdf', picture)] }),
      415,
      'HF_UNSUPPORTED_MEDIA_TYPE',
    ],
    [
      'a file that is not base64',
      body({ attachments: [{ ...file('image/png', picture), dataBase64: '%%%' }] }),
      400,
      'HF_INVALID_INPUT',
    ],
    [
      'a file at a private address',
      body({ attachments: [{ filename: 'a.png', mimeType: 'image/png', url: 'http://127.0.0.1:1/a.png' }] }),
      400,
      'HF_ADDRESS_NOT_ALLOWED',
    ],
    [
      'a valid file next to an invalid one',
      body({
        attachments: [file('image/png', picture), { ...file('image/png', picture), dataBase64: html }],
      }),
      415,
      'HF_UNSUPPORTED_MEDIA_TYPE',
    ],
  ])('refuses %s and stores nothing', async (_, content, status, code) => {
    const response = await post(content);
    expect([response.status, codeIn(response.json)]).toEqual([status, code]);
    expect(await stored(channelEvents)).toEqual([]);
    expect(await stored(messages)).toEqual([]);
    expect(await readdir(`${server.settings.filesDirectory}/${tenant}`).catch(() => [])).toEqual([]);
  });

  it.each<[string, { address?: () => string; key?: string }, number, string]>([
    ['an unknown tenant', { address: () => pathOf('nobody', channelId) }, 404, 'HF_TENANT_UNKNOWN'],
    ['an invalid tenant name', { address: () => pathOf('No-Body', channelId) }, 400, 'HF_INVALID_INPUT'],
    ['an unknown channel', { address: () => pathOf(tenant, 999_999) }, 404, 'HF_CHANNEL_UNKNOWN'],
    ['an id that is not a number', { address: () => pathOf(tenant, 'one') }, 400, 'HF_INVALID_INPUT'],
    ['a wrong key', { key: 'Bearer wrong' }, 401, 'HF_CHANNEL_KEY_INVALID'],
    ['no key', { key: '' }, 401, 'HF_CHANNEL_KEY_INVALID'],
  ])('refuses %s', async (_, { address = path, key }, status, code) => {
    const headers: Record<string, string> = key === undefined ? {} : { authorization: key };
    const response = await post(body({}), address(), headers);
    expect([response.status, codeIn(response.json)]).toEqual([status, code]);
  });

  it('writes neither message text nor keys to the log', async () => {
    await post(body({ text: 'a very private sentence' }));
    const log = server.logLines.join('');
    expect(log).not.toContain('a very private sentence');
    expect(log).not.toContain(CHANNEL_KEY);
  });
});

describe('/webhooks', () => {
  it('returns the challenge only for the right token', async () => {
    const address = `${server.url}/webhooks/${tenant}/${channelId}?challenge=42&token=`;
    const right = await fetch(`${address}verify-me`);
    expect([right.status, await right.text()]).toEqual([200, '42']);
    expect(await codeOf(await fetch(`${address}wrong`))).toEqual([401, 'HF_CHANNEL_SIGNATURE_INVALID']);
  });

  it('processes every valid element of a signed batch when others are invalid', async () => {
    const contact = { externalId: 'c-1', name: 'Nour' };
    const response = await webhook({
      events: [
        { type: 'message', message: body({ text: 'one' }) },
        { type: 'message', message: { externalId: 'broken' } },
        { type: 'hologram', externalId: 'h-1', contact },
        { type: 'reaction', externalId: 'r-1', target: 'm-1', emoji: '❤️', contact },
        { type: 'edit', externalId: 'e-1', target: 'm-1', text: 'one, corrected' },
        { type: 'delivered', messageId: 1 },
      ],
    });
    expect(response.status).toBe(200);
    expect(response.json).toMatchObject({
      results: [
        { externalId: 'm-1', duplicate: false },
        { error: { code: 'HF_INVALID_INPUT' } },
        { externalId: 'h-1' },
        { externalId: 'r-1' },
        { externalId: 'e-1' },
        { externalId: 'delivered:1', messageId: null },
      ],
    });
    expect(await stored(messages)).toMatchObject([
      { type: 'text', content: 'one, corrected' },
      { type: 'unsupported', content: null, metadata: { original_type: 'hologram' } },
      { type: 'reaction', content: '❤️' },
    ]);
  });

  it('refuses a body that the channel did not sign', async () => {
    const good = JSON.stringify({ events: [{ type: 'message', message: body({}) }] });
    const signature = signPayload(SIGNING_SECRET, Buffer.from(good), Date.now());
    const response = await post(good.replace('Hallo', 'Hello'), `/webhooks/${tenant}/${channelId}`, {
      'x-holdfast-signature': signature,
    });
    expect([response.status, codeIn(response.json)]).toEqual([401, 'HF_CHANNEL_SIGNATURE_INVALID']);
    expect(await stored(channelEvents)).toEqual([]);
  });

  it('rejects an unsupported platform unless a gateway bridges it', async () => {
    const telegram = await inTenant((transaction) => insertChannel(transaction, { platform: 'telegram' }));
    const refused = await webhook({ events: [] }, telegram);
    expect([refused.status, codeIn(refused.json)]).toEqual([501, 'HF_CHANNEL_PLATFORM_UNSUPPORTED']);
    const bridged = await inTenant((transaction) =>
      insertChannel(transaction, { platform: 'telegram', settings: { isBridged: true } }),
    );
    const taken = await webhook({ events: [{ type: 'message', message: body({}) }] }, bridged);
    expect(taken.status).toBe(200);
  });
});

function body(change: Record<string, unknown>) {
  return { externalId: 'm-1', contact: { externalId: 'c-1', name: 'Nour' }, text: 'Hallo', ...change };
}

function file(mimeType: string, bytes: Buffer) {
  return { filename: 'file', mimeType, dataBase64: bytes.toString('base64') };
}

function path(): string {
  return pathOf(tenant, channelId);
}

function pathOf(slug: string, channel: number | string): string {
  return `/api/v1/${slug}/channels/${channel}/messages`;
}

async function post(content: unknown, address = path(), headers: Record<string, string> = {}) {
  const raw = typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content);
  const response = await fetch(server.url + address, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${CHANNEL_KEY}`, ...headers },
    body: typeof raw === 'string' ? raw : new Uint8Array(raw),
  });
  const json: unknown = await response.json();
  return { status: response.status, json };
}

function webhook(content: unknown, id = channelId) {
  const raw = JSON.stringify(content);
  const signature = signPayload(SIGNING_SECRET, Buffer.from(raw), Date.now());
  return post(raw, `/webhooks/${tenant}/${id}`, { 'x-holdfast-signature': signature });
}

const errorSchema = z.object({ error: z.object({ code: z.string() }) });

function codeIn(json: unknown): string | undefined {
  return errorSchema.safeParse(json).data?.error.code;
}

async function codeOf(response: Response): Promise<[number, string | undefined]> {
  return [response.status, codeIn(await response.json())];
}

function stored(table: typeof messages | typeof channelEvents) {
  return inTenant(({ tx }) => tx.select().from(table).orderBy(table.id));
}
