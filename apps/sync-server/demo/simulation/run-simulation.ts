import { setTimeout as sleep } from 'node:timers/promises';

import type { Platform } from '@holdfast/schema/domain/platform';
import { SeededRandom } from '@holdfast/schema/random/seeded-random';

import type { Turn } from '../sample-data/dialogues/dialogue.ts';
import { chooseSlots, fillTurn, type Slots } from '../sample-data/dialogues/fill-turn.ts';
import { drawPicture } from '../sample-data/draw-picture.ts';
import { planCustomers, type PlannedCustomer } from '../sample-data/plan-customers.ts';
import { startReplyReceiver, type Reply } from './reply-receiver.ts';
import { postEvents, postMessage, type ChannelCredentials, type ServerAddress } from './server-client.ts';
import {
  afterReplyTimeout,
  afterReply,
  afterWriting,
  beginDialogue,
  dueTurn,
  idleCustomer,
  type CustomerState,
} from './simulated-customer.ts';

export interface SimulationOptions {
  serverUrl: string;
  tenant: string;
  channels: readonly (ChannelCredentials & { platform: Platform })[];
  callbackPort: number;
  seed: number;
  messagesPerMinute: number;
  /** Maximum number of concurrent conversations. */
  maxConversations: number;
  maxMessages: number;
  maxMinutes: number;
  /** Divides the customers' reading and typing times; 1 is human speed. */
  speed: number;
  /** True if the simulation sends delivered and read receipts for replies. */
  sendReceipts: boolean;
  signal: AbortSignal;
  report: (line: string) => void;
}

export interface SimulationSummary {
  messages: number;
  conversations: number;
  pictures: number;
  replies: number;
}

interface Customer {
  planned: PlannedCustomer;
  channel: ChannelCredentials;
  state: CustomerState;
  slots: Slots;
}

const customerCount = 60;

/** Simulates customers who write at a given rate until a limit is reached or the signal is aborted. */
export async function runSimulation(options: SimulationOptions): Promise<SimulationSummary> {
  const random = new SeededRandom(options.seed);
  const customers = createCustomers(random, options);
  const summary: SimulationSummary = { messages: 0, conversations: 0, pictures: 0, replies: 0 };
  const end = AbortSignal.any([options.signal, AbortSignal.timeout(options.maxMinutes * 60_000)]);
  const address: ServerAddress = { serverUrl: options.serverUrl, tenant: options.tenant, signal: end };
  // Makes the external ids unique per run, because runs with the same seed must not repeat ids.
  const run = Date.now().toString(36);

  const receiver = await startReplyReceiver({
    port: options.callbackPort,
    channels: options.channels,
    onReply,
  });
  try {
    while (summary.messages < options.maxMessages && !end.aborted) {
      const customer = nextToWrite(random, customers, options.maxConversations);
      if (customer !== undefined) await write(customer);
      await sleep(pauseBetween(random, options.messagesPerMinute), undefined, { signal: end });
    }
  } catch (error) {
    if (!end.aborted) throw error;
  } finally {
    await receiver.close();
  }
  return summary;

  /** Returns a random pause in milliseconds between two human times in seconds, divided by the speed. */
  function pause(least: number, most: number): number {
    return ((least + random.next() * (most - least)) * 1000) / options.speed;
  }

  async function write(customer: Customer): Promise<void> {
    const turn = dueTurn(customer.state, Date.now());
    if (turn === undefined) return;
    if (customer.state.next === 0) summary.conversations += 1;
    if (turn.picture !== undefined) summary.pictures += 1;
    summary.messages += 1;
    const message = toMessage(
      customer,
      turn,
      `sim-${run}-${summary.messages}`,
      options.seed + summary.messages,
    );
    await postMessage(address, customer.channel, message);
    options.report(`${customer.planned.platform}  ${customer.planned.name}: ${message.text}`);
    customer.state = afterWriting(customer.state, Date.now(), pause(3, 20));
  }

  function onReply(reply: Reply): void {
    summary.replies += 1;
    const customer = customers.find(
      ({ planned, channel }) =>
        channel.id === reply.channel.id && planned.externalId === reply.contactExternalId,
    );
    if (customer !== undefined) {
      customer.state = afterReply(customer.state, Date.now(), pause(6, 25));
    }
    if (options.sendReceipts) void sendReceipts(reply);
  }

  async function sendReceipts({ channel, messageId }: Reply): Promise<void> {
    try {
      await sleep(pause(0.4, 1.5), undefined, { signal: end });
      await postEvents(address, channel, [{ type: 'delivered', messageId, at: new Date().toISOString() }]);
      await sleep(pause(2, 6), undefined, { signal: end });
      await postEvents(address, channel, [{ type: 'read', messageId, at: new Date().toISOString() }]);
    } catch (error) {
      if (!end.aborted) options.report(`receipt failed: ${String(error)}`);
    }
  }
}

function createCustomers(random: SeededRandom, options: SimulationOptions): Customer[] {
  return planCustomers(random, customerCount).flatMap((planned) => {
    const channel =
      options.channels.find(({ platform }) => platform === planned.platform) ?? options.channels[0];
    if (channel === undefined) return [];
    const slots = chooseSlots(random, planned.language, planned.name);
    return [{ planned, channel, state: idleCustomer, slots }];
  });
}

/**
 * Returns a customer whose next message is due; otherwise an idle customer begins a dialogue, unless the maximum
 * number of conversations is reached.
 */
function nextToWrite(
  random: SeededRandom,
  customers: Customer[],
  maxConversations: number,
): Customer | undefined {
  const now = Date.now();
  for (const customer of customers) customer.state = afterReplyTimeout(customer.state, now);
  const due = customers.find((customer) => dueTurn(customer.state, now) !== undefined);
  if (due !== undefined) return due;
  const idle = customers.filter((customer) => customer.state.mood.kind === 'idle');
  if (idle.length === 0 || customers.length - idle.length >= maxConversations) return undefined;
  const customer = random.pick(idle);
  customer.slots = chooseSlots(random, customer.planned.language, customer.planned.name);
  customer.state = beginDialogue(random.pick(customer.planned.language.dialogues), now);
  return customer;
}

/** Returns 0.5 to 1.5 times the mean pause, because people do not write in step. */
function pauseBetween(random: SeededRandom, messagesPerMinute: number): number {
  return (60_000 / messagesPerMinute) * (0.5 + random.next());
}

function toMessage({ planned, slots }: Customer, turn: Turn, externalId: string, seed: number) {
  const { name, email, phone, language } = planned;
  return {
    externalId,
    contact: {
      externalId: planned.externalId,
      name,
      locale: language.locale,
      ...(email === null ? {} : { email }),
      ...(phone === null ? {} : { phone }),
    },
    text: fillTurn(turn.text, slots),
    attachments:
      turn.picture === undefined
        ? []
        : [
            {
              filename: `IMG_${1000 + (seed % 9000)}.png`,
              mimeType: 'image/png',
              dataBase64: drawPicture(turn.picture, seed).toString('base64'),
            },
          ],
    sentAt: new Date().toISOString(),
  };
}
