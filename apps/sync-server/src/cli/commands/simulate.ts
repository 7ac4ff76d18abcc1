import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import type { Command } from 'commander';
import { z } from 'zod';

import { readDemoState } from '../../../demo/seed/demo-state.ts';
import { runSimulation } from '../../../demo/simulation/run-simulation.ts';
import { answer, command } from '../command.ts';

const optionsSchema = z.object({
  stateFile: z.string(),
  serverUrl: z.url({ protocol: /^https?$/ }),
  callbackPort: z.coerce.number().int().min(1).max(65_535),
  rate: z.coerce.number().positive().max(6000),
  conversations: z.coerce.number().int().positive().max(60),
  messages: z.coerce.number().int().positive().optional(),
  minutes: z.coerce.number().positive().max(30_000).optional(),
  speed: z.coerce.number().positive().max(1000),
  seed: z.coerce.number().int().optional(),
  receipts: z.boolean(),
});
type SimulateOptions = z.input<typeof optionsSchema>;

export function registerSimulate(program: Command): void {
  const simulate = command(
    'simulate',
    'let made-up customers write to the demo workspace and read what they get',
  )
    .option('--state-file <file>', 'the file that `holdfast demo` wrote', '.holdfast/demo.json')
    .option(
      '--server-url <url>',
      'address of the server',
      process.env['HOLDFAST_SERVER_URL'] ?? 'http://127.0.0.1:7420',
    )
    .option('--callback-port <port>', 'where the server posts replies to', '7421')
    .option('--rate <number>', 'messages per minute', '3')
    .option('--conversations <number>', 'how many go on at the same time', '8')
    .option('--messages <number>', 'stop after so many messages')
    .option('--minutes <number>', 'stop after so many minutes')
    .option('--speed <factor>', 'how much faster than people customers read and type', '1')
    .option('--seed <number>', 'the same number makes up the same customers; any when not given')
    .option('--no-receipts', 'do not report replies as delivered and read');
  program.addCommand(answer(simulate, run));
}

async function run(given: SimulateOptions) {
  const options = optionsSchema.parse(given);
  const state = await readDemoState(options.stateFile);
  if (state === undefined) {
    throw new HoldfastError('HF_NOT_FOUND', {
      details: { file: options.stateFile, remedy: 'run `holdfast demo` first' },
    });
  }
  const seed = options.seed ?? Date.now() % 1_000_000;
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  const summary = await runSimulation({
    serverUrl: options.serverUrl.replace(/\/+$/, ''),
    tenant: state.tenant,
    channels: state.channels,
    callbackPort: options.callbackPort,
    seed,
    messagesPerMinute: options.rate,
    mostConversations: options.conversations,
    mostMessages: options.messages ?? Number.POSITIVE_INFINITY,
    mostMinutes: options.minutes ?? 30_000,
    speed: options.speed,
    sendReceipts: options.receipts,
    signal: stop.signal,
    report: (line) => process.stderr.write(`${line}\n`),
  });
  const { messages, conversations, pictures, replies } = summary;
  return {
    data: { ...summary, seed },
    text: `Wrote ${messages} messages in ${conversations} conversations, ${pictures} with a picture; got ${replies} replies. Seed ${seed}.`,
  };
}
