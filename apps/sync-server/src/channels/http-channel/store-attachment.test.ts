import { createServer, type Server } from 'node:http';

import { afterAll, beforeAll, expect, it } from 'vitest';

import { drawPicture } from '../../../demo/sample-data/draw-picture.ts';
import { checkAttachment } from './store-attachment.ts';

const picture = drawPicture('lamp', 1);
let server: Server;
let origin: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === '/lamp.png') response.end(picture);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
});

afterAll(() => server.close());

it('fetches a file from its URL and records the URL', async () => {
  const url = `${origin}/lamp.png`;
  const checked = await checkAttachment({ filename: 'lamp', mimeType: 'image/png', url }, true);
  expect(checked.bytes.equals(picture)).toBe(true);
  expect(checked.attachment).toEqual({
    type: 'image',
    mimeType: 'image/png',
    filename: 'lamp.png',
    fileSize: picture.length,
    width: 480,
    height: 360,
    platformUrl: url,
  });
});

it.each([
  ['that returns 404', () => `${origin}/other.png`],
  ['that refuses connections', () => 'http://127.0.0.1:1/'],
])('reports HF_ATTACHMENT_UNREACHABLE for a URL %s', async (_, url) => {
  const attachment = { filename: 'lamp.png', mimeType: 'image/png', url: url() };
  await expect(checkAttachment(attachment, true)).rejects.toMatchObject({
    code: 'HF_ATTACHMENT_UNREACHABLE',
  });
});
