import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import { lookup } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';

import { isPublicAddress } from './public-address.ts';

export interface GuardedRequest {
  method: 'GET' | 'POST';
  url: string;
  headers?: Record<string, string>;
  body?: string;
  /** Covers the whole request, from the DNS lookup to the last byte of the response. */
  timeoutMs: number;
  maxResponseBytes: number;
  allowPrivateAddresses: boolean;
}

export interface GuardedResponse {
  status: number;
  headers: http.IncomingHttpHeaders;
  body: Buffer;
}

/**
 * Sends a request to a URL that a third party supplied (a callback address, an attachment). Only http and https are
 * accepted. The IP address is checked after the DNS lookup, and the connection goes to exactly that address, so a
 * second lookup cannot return a different one (DNS rebinding). Redirects are not followed. Throws
 * HF_ADDRESS_NOT_ALLOWED or HF_PAYLOAD_TOO_LARGE; Node's own errors pass through.
 */
export async function guardedRequest(request: GuardedRequest): Promise<GuardedResponse> {
  const url = parseAddress(request.url);
  const hostname = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(hostname) !== 0 && !request.allowPrivateAddresses) assertPublic(hostname);
  const { request: open } = url.protocol === 'https:' ? https : http;
  return new Promise((resolve, reject) => {
    const outgoing = open(url, {
      method: request.method,
      headers: request.headers,
      agent: false,
      lookup: request.allowPrivateAddresses ? lookup : publicLookup,
      signal: AbortSignal.timeout(request.timeoutMs),
    });
    outgoing.on('error', reject);
    outgoing.on('response', (response) => {
      collect(response, request.maxResponseBytes).then((body) => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
      }, reject);
    });
    outgoing.end(request.body);
  });
}

/** Throws HF_ADDRESS_NOT_ALLOWED unless the address is an absolute http(s) URL without credentials. */
function parseAddress(address: string): URL {
  const url = URL.parse(address);
  if (
    url === null ||
    !['http:', 'https:'].includes(url.protocol) ||
    url.username !== '' ||
    url.password !== ''
  ) {
    throw new HoldfastError('HF_ADDRESS_NOT_ALLOWED', { details: { reason: 'not an http(s) address' } });
  }
  return url;
}

function assertPublic(address: string): void {
  if (!isPublicAddress(address)) {
    throw new HoldfastError('HF_ADDRESS_NOT_ALLOWED', { details: { reason: 'not a public address' } });
  }
}

/** Every address of the name must be public. A name with one public and one private address indicates an attack. */
const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    const [first] = addresses ?? [];
    if (error !== null || first === undefined) {
      callback(error ?? new Error(`no address for ${hostname}`), '', 0);
      return;
    }
    try {
      for (const { address } of addresses) assertPublic(address);
    } catch (refused) {
      callback(refused instanceof Error ? refused : new Error(String(refused)), '', 0);
      return;
    }
    if (options.all === true) callback(null, addresses);
    else callback(null, first.address, first.family);
  });
};

async function collect(response: http.IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    if (size > maxBytes) {
      response.destroy();
      throw new HoldfastError('HF_PAYLOAD_TOO_LARGE', { details: { mostBytes: maxBytes } });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
