import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import type { AgentCommand } from '@holdfast/testkit/model/agent-command';
import { SeededRandom } from '@holdfast/schema/random/seeded-random';
import { FaultyLink } from '@holdfast/testkit/transport/faulty-link';
import { drawFate, noNetworkFaults, faultOf } from '@holdfast/testkit/transport/network-faults';
import type { NetworkFaults } from '@holdfast/testkit/transport/network-faults';
import type { WireMessage } from '@holdfast/testkit/transport/wire-message';

import { AccountFiles } from '@holdfast/desktop/replica/account/account-files';
import { ChildProcessClient } from '@holdfast/testkit/processes/child';
import type { BreakableRule } from '../broken/breakable-rules.ts';
import type { KillOrder } from '../kill/kill-switch.ts';
import type { SoakAgent } from './local-tokens.ts';
import type { Performed } from './perform-action.ts';
import type { ReplicaCalls } from './replica-process.ts';

export interface SoakReplicaOptions {
  readonly name: string;
  readonly directory: string;
  readonly agent: SoakAgent;
  readonly broken: BreakableRule | null;
  readonly onWire: (message: WireMessage) => void;
}

/** A replica seen from outside: its process, which can be killed at any moment, and its network. */
export class SoakReplica implements AsyncDisposable {
  readonly name: string;
  readonly agent: SoakAgent;
  readonly link: FaultyLink;
  /** The current faults of the network. */
  weather: NetworkFaults = noNetworkFaults;
  random = new SeededRandom(0);
  skewMs = 0;
  /** Called for each fault of the network. */
  onFault: (name: string) => void = () => undefined;
  readonly #options: SoakReplicaOptions;
  #child: ChildProcessClient<ReplicaCalls> | undefined;
  #starting: Promise<void> | undefined;

  /** Creates the replica with its own network. Does not start its process. */
  static async prepare(options: SoakReplicaOptions): Promise<SoakReplica> {
    const made: { replica?: SoakReplica } = {};
    const link = await FaultyLink.start({
      targetPort: null,
      onMessage: options.onWire,
      decide: (message) => {
        const { weather = noNetworkFaults, random = new SeededRandom(0), onFault } = made.replica ?? {};
        const fate = drawFate(message, weather, random);
        const fault = faultOf(fate);
        if (fault !== null) onFault?.(fault);
        return fate;
      },
    });
    made.replica = new SoakReplica(options, link);
    return made.replica;
  }

  private constructor(options: SoakReplicaOptions, link: FaultyLink) {
    this.#options = options;
    this.name = options.name;
    this.agent = options.agent;
    this.link = link;
  }

  /** Starts the process if it is not running. */
  start(): Promise<void> {
    this.#starting ??= this.#start().finally(() => {
      this.#starting = undefined;
    });
    return this.#starting;
  }

  /**
   * Performs a command.
   * @returns null if the replica died before it could reply; the command may or may not have been executed
   */
  async perform(command: AgentCommand): Promise<Performed | null> {
    return (await this.#child?.call('perform', command).catch(() => null)) ?? null;
  }

  async skew(milliseconds: number): Promise<void> {
    this.skewMs = milliseconds;
    await this.#child?.call('skew', milliseconds).catch(() => undefined);
  }

  async hurry(): Promise<void> {
    await this.#child?.call('hurry', undefined).catch(() => undefined);
  }

  async status() {
    return (await this.#child?.call('status', undefined).catch(() => null)) ?? null;
  }

  async image() {
    return (await this.#child?.call('image', undefined).catch(() => null)) ?? null;
  }

  /** Kills the process at a failpoint, if it reaches the failpoint in time. Returns true if it did. */
  async killAt(order: KillOrder, patienceMs: number): Promise<boolean> {
    const child = this.#child;
    if (child === undefined) return false;
    await child.call('killAt', order).catch(() => undefined);
    const died = await Promise.race([
      child.exited.then(() => true),
      delay(patienceMs, false, { ref: false }),
    ]);
    await this.kill();
    return died;
  }

  /** Files about differences from the server that the replica itself found by digest. */
  async evidence(): Promise<readonly string[]> {
    const { directory } = new AccountFiles(this.#options.directory).pathsOf('soak');
    return await readdir(join(directory, 'evidence')).catch(() => []);
  }

  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    await child?.kill();
  }

  pause(): void {
    this.#child?.signal('SIGSTOP');
  }

  resume(): void {
    this.#child?.signal('SIGCONT');
  }

  /** Ends all faults of the network and starts the process if it is not running. */
  async heal(): Promise<void> {
    this.weather = noNetworkFaults;
    this.link.unblock('up');
    this.link.unblock('down');
    this.resume();
    await this.start();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.resume();
    await this.kill();
    await this.link.stop();
  }

  async #start(): Promise<void> {
    if (this.#child !== undefined) return;
    const { name, directory, agent, broken } = this.#options;
    const child = new ChildProcessClient<ReplicaCalls>(new URL('./replica-process.ts', import.meta.url));
    const serverUrl = this.link.url;
    await child.call('open', { name, directory, agent, broken, serverUrl, skewMs: this.skewMs });
    this.#child = child;
    void child.exited.then(() => {
      if (this.#child === child) this.#child = undefined;
    });
  }
}
