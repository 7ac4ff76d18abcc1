import { windowSize, type HeldScope } from '@holdfast/schema/domain/scope';
import type { DeltaCopy, DeltaRows } from '@holdfast/schema/protocol/delta';
import { emptyChanges } from '@holdfast/schema/protocol/empty-delta';
import type { HeldConversation } from '@holdfast/schema/protocol/held-conversation';
import type { PoolClient } from 'pg';

import { copyOut } from '../../db/copy-out.ts';
import { windowBytes } from '../window/window-queries.ts';
import { readWindowStarts, windowParameters } from '../window/windows.ts';
import { deltaBytes } from './delta-bytes.ts';
import {
  customerCopies,
  enteringSettings,
  headerCopies,
  wholeCopies,
  type CopyFormat,
  type CopyQuery,
} from './entering-copies.ts';
import { planEntries, wholeCandidates, type EntriesRequest, type EntryPlan } from './plan-entries.ts';
import { readParts } from './read-parts.ts';
import { customersOfConversations } from './row-queries.ts';

export interface EnteringRequest extends EntriesRequest {
  /** Maximum bytes of entering rows. */
  readonly budget: number;
  /** Conversations whose customers the replica has and keeps; null if that is not known. */
  readonly customersOf: readonly number[] | null;
  readonly format: CopyFormat;
  /** Measurements of earlier steps at this snapshot; this step adds its own. */
  readonly windows: WindowMeasurements;
}

/** The conversations that enter with one delta, and their rows. */
export interface EnteringRows {
  readonly entered: readonly HeldConversation[];
  readonly copies: readonly DeltaCopy[];
  /** Rows that the replica may hold already. */
  readonly parts: readonly DeltaRows[];
  readonly remaining: number;
}

/** Conversations per measuring statement. Measuring stops once the budget is exceeded. */
const measureBatchSize = 128;

/**
 * Plans the entering conversations and reads their rows. If the rows exceed the budget, plans again with a smaller one.
 */
export async function readEnteringConversations(
  client: PoolClient,
  request: EnteringRequest,
): Promise<EnteringRows> {
  const nothing = request.mine.length + request.queue.length === 0;
  if (nothing) return { entered: [], copies: [], parts: [], remaining: 0 };
  const { windows } = request;
  await measure(client, wholeCandidates(request), request);
  for (let budget = request.budget; ;) {
    const plan = planEntries(request, windows.sizes, budget);
    const entering = await readEntering(client, request, plan);
    const bytes = deltaBytes({ ...emptyChanges, ...entering });
    if (bytes <= request.budget || countWithRows(plan, request) <= 1) return entering;
    budget = Math.max(1, Math.floor((budget * request.budget * 0.8) / bytes));
  }
}

/** Number of entering conversations that need rows. */
function countWithRows({ whole, headers, queue }: EntryPlan, { known }: EnteringRequest): number {
  return whole.length + [...headers, ...queue].filter((id) => !known.has(id)).length;
}

/** Sizes of windows at one snapshot. */
export interface WindowMeasurements {
  readonly sizes: Map<number, number>;
  /** Conversations that have no messages before their window. */
  readonly whole: Set<number>;
}

export function emptyMeasurements(): WindowMeasurements {
  return { sizes: new Map(), whole: new Set() };
}

/** Measures the windows of `ids` in order, until their sizes exceed the budget. */
async function measure(
  client: PoolClient,
  ids: readonly number[],
  { budget, windows: { sizes, whole } }: EnteringRequest,
): Promise<void> {
  let bytes = 0;
  for (let from = 0; from < ids.length && bytes <= budget; from += measureBatchSize) {
    const batch = ids.slice(from, from + measureBatchSize);
    const unknown = batch.filter((id) => !sizes.has(id));
    if (unknown.length > 0) {
      const { rows } = await client.query<{ id: string; bytes: string; is_all: boolean }>(windowBytes, [
        unknown,
        windowSize,
      ]);
      for (const row of rows) {
        sizes.set(Number(row.id), Number(row.bytes));
        if (row.is_all) whole.add(Number(row.id));
      }
    }
    for (const id of batch) bytes += sizes.get(id) ?? 0;
  }
}

async function readEntering(
  client: PoolClient,
  request: EnteringRequest,
  plan: EntryPlan,
): Promise<EnteringRows> {
  const truncated = plan.whole.filter((id) => !request.windows.whole.has(id));
  const starts = await readWindowStarts(client, truncated);
  const entered = [
    ...plan.whole.map((id) => heldAs(id, 'mine', starts.get(id) ?? null)),
    ...plan.headers.map((id) => heldAs(id, 'header', null)),
    ...plan.queue.map((id) => heldAs(id, 'queue', null)),
  ];
  const newHeaders = entered.flatMap(({ conversationId }) =>
    request.known.has(conversationId) ? [] : [conversationId],
  );
  const heldNow = new Map(entered.map((conversation) => [conversation.conversationId, conversation]));
  const windows = windowParameters(plan.whole, heldNow);
  const { customersOf } = request;
  const customersHeld = newHeaders.length > 0 ? (customersOf ?? []) : [];
  const arrays = [newHeaders, customersHeld, ...windows].map((values) => arrayText(values));
  await client.query(enteringSettings, arrays);
  const statements: readonly CopyQuery[] = [
    ...(newHeaders.length > 0 && customersOf !== null ? customerCopies : []),
    ...(newHeaders.length > 0 ? headerCopies : []),
    ...(plan.whole.length > 0 ? wholeCopies : []),
  ];
  const copies = await readCopies(client, statements, request.format);
  const parts =
    newHeaders.length > 0 && customersOf === null
      ? await readParts(client, [customersOfConversations], [newHeaders])
      : [];
  return { entered, copies, parts, remaining: plan.remaining };
}

/** Bytes of a binary COPY without rows: header and trailer. */
const emptyBinaryBytes = 21;

async function readCopies(
  client: PoolClient,
  statements: readonly CopyQuery[],
  format: CopyFormat,
): Promise<DeltaCopy[]> {
  const written = await copyOut(
    client,
    statements.map(({ select }) => `copy (${select}) to stdout (format ${format})`),
  );
  return statements.flatMap(({ table }, index): DeltaCopy[] => {
    const bytes = written[index];
    if (bytes === undefined || bytes.length <= (format === 'binary' ? emptyBinaryBytes : 0)) return [];
    return [format === 'binary' ? { table, bytes } : { table, text: new TextDecoder().decode(bytes) }];
  });
}

function heldAs(
  conversationId: number,
  scope: HeldScope,
  windowFrom: HeldConversation['windowFrom'],
): HeldConversation {
  return { conversationId, scope, windowFrom };
}

/**
 * The text of a Postgres array of numbers or times. Times are quoted because of their space; nothing needs escaping.
 */
function arrayText(values: readonly (string | number | null)[]): string {
  return `{${values.map((value) => (typeof value === 'string' ? `"${value}"` : (value ?? 'null'))).join(',')}}`;
}
