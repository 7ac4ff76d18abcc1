import type { LiveQueries, LiveQueryName } from '@holdfast/desktop/contract/live-queries';
import { CuttableProxy } from './cuttable-proxy.ts';
import type { PortClient } from './port-client.ts';
import { untilSettled } from './synced-world.ts';
import type { SyncedWorld, TestUser } from './synced-world.ts';
import { TestProgram } from './test-program.ts';
import type { TestProgramOptions } from './test-program.ts';

/** A signed-in agent on a device with its own network. */
export class AgentDevice implements AsyncDisposable {
  readonly user: TestUser;
  readonly program: TestProgram;
  readonly window: PortClient;
  readonly #proxy: CuttableProxy;
  readonly #serverPort: number | null;

  static async signIn(
    world: SyncedWorld,
    user: TestUser,
    options: TestProgramOptions = {},
  ): Promise<AgentDevice> {
    const serverPort = world.proxy.targetPort;
    const proxy = await CuttableProxy.start(serverPort ?? 9);
    const program = await TestProgram.start({ serverUrl: proxy.url, ...options });
    const device = new AgentDevice({ user, program, proxy, serverPort });
    await world.signIn(device.window, user);
    return device;
  }

  private constructor(parts: {
    readonly user: TestUser;
    readonly program: TestProgram;
    readonly proxy: CuttableProxy;
    readonly serverPort: number | null;
  }) {
    this.user = parts.user;
    this.program = parts.program;
    this.window = parts.program.openWindow();
    this.#proxy = parts.proxy;
    this.#serverPort = parts.serverPort;
  }

  async goOffline(): Promise<void> {
    this.#proxy.targetPort = null;
    this.#proxy.cut();
    await this.until('session.state', undefined, ({ connection }) => connection.kind === 'offline');
  }

  /** Restores the network. The device must detect that by itself. */
  reconnectNetwork(): void {
    this.#proxy.targetPort = this.#serverPort;
  }

  /** Resolves when all mutations have a result and the device has received all changes. */
  async comeBack(): Promise<void> {
    this.reconnectNetwork();
    this.program.connectNow();
    await this.until('session.state', undefined, ({ connection }) => connection.kind === 'live');
    await this.settled();
  }

  settled(): Promise<void> {
    return untilSettled(this.window);
  }

  /** Runs an agent action, as a window does. */
  async do(action: string, input: object): Promise<void> {
    await this.window.mutate(`conversation.${action}`, input);
  }

  /** Resolves with the first result of a live query that matches. */
  async until<Name extends LiveQueryName>(
    name: Name,
    input: LiveQueries[Name]['input'],
    condition: (result: LiveQueries[Name]['result']) => boolean = () => true,
  ): Promise<LiveQueries[Name]['result']> {
    const watched = this.window.watch(name, input);
    try {
      return await watched.until(condition);
    } finally {
      watched.stop();
    }
  }

  /** Error codes of refused mutations. */
  async refusals(): Promise<readonly string[]> {
    const { items } = await this.until('outbox.list', undefined);
    return items.flatMap(({ error }) => (error === null ? [] : [error.code]));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.program[Symbol.asyncDispose]();
    await this.#proxy.stop();
  }
}
