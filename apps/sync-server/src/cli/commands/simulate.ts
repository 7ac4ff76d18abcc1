import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import type { Command } from 'commander';
import { z } from 'zod';

import { readDemoState } from '../../../demo/seed/demo-state.ts';
import { runSimulation } from '../../../demo/simulation/run-simulation.ts';
import { onRun, command } from '../command.ts';

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
    'simulate customers who write to the demo workspace and read the replies',
  )
    .option('--state-file <file>', 'file written by `holdfast demo`', '.holdfast/demo.json')
    .option(
      '--server-url <url>',
      'URL of the server',
      process.env['HOLDFAST_SERVER_URL'] ?? 'http://127.0.0.1:7420',
    )
    .option('--callback-port <port>', 'port that the server posts replies to', '7421')
    .option('--rate <number>', 'messages per minute', '3')
    .option('--conversations <number>', 'number of concurrent conversations', '8')
    .option('--messages <number>', 'stop after this number of messages')
    .option('--minutes <number>', 'stop after this number of minutes')
    .option('--speed <factor>', 'speed of reading and typing, as a multiple of a person', '1')
    .option('--seed <number>', 'seed of the simulated customers; random by default')
    .option('--no-receipts', 'do not report replies as delivered and read');
  program.addCommand(onRun(simulate, run));
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
    maxConversations: options.conversations,
    maxMessages: options.messages ?? Number.POSITIVE_INFINITY,
    maxMinutes: options.minutes ?? 30_000,
    speed: options.speed,
    sendReceipts: options.receipts,
    signal: stop.signal,
    report: (line) => process.stderr.write(`${line}\n`),
  });
  const { messages, conversations, pictures, replies } = summary;
  return {
    data: { ...summary, seed },
    text: `Wrote ${messages} messages in ${conversations} conversations, ${pictures} with a picture; received ${replies} replies. Seed ${seed}.`,
  };
}
