import { protocol } from 'electron';
import { readFile } from 'node:fs/promises';
import { appScheme } from '../security/app-address.ts';
import { contentSecurityPolicy } from '../security/content-security-policy.ts';
import { respondWithAttachment } from './respond-with-attachment.ts';
import type { FindAttachment } from './respond-with-attachment.ts';
import { resolveAsset } from './resolve-asset.ts';

/** Must be called before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: appScheme, privileges: { standard: true, secure: true, stream: true } },
  ]);
}

export interface AppProtocolOptions {
  readonly rendererDirectory: string;
  readonly findAttachment: FindAttachment;
}

/** Serves `holdfast://app/…`: the files of our page, and attachments that the replica has cached. */
export function serveAppProtocol(options: AppProtocolOptions): void {
  protocol.handle(appScheme, async (request) => {
    const { host, pathname } = new URL(request.url);
    if (host !== 'app' || request.method !== 'GET') return notFound();
    const attachment = /^\/attachments\/(\d{1,16})$/.exec(pathname)?.[1];
    if (attachment !== undefined) {
      return (await respondWithAttachment(Number(attachment), request, options.findAttachment)) ?? notFound();
    }
    return (await respondWithAsset(options.rendererDirectory, pathname)) ?? notFound();
  });
}

async function respondWithAsset(directory: string, pathname: string): Promise<Response | null> {
  const asset = resolveAsset(directory, pathname);
  if (asset === null) return null;
  const content = await readFile(asset.path).catch(() => null);
  if (content === null) return null;
  return new Response(content, {
    headers: {
      'content-type': asset.contentType,
      'content-security-policy': contentSecurityPolicy,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-cache',
    },
  });
}

function notFound(): Response {
  return new Response(null, { status: 404 });
}
