import type { LiveQueries, LiveQueryName } from '@holdfast/desktop/contract/live-queries';
import { CuttableProxy } from './cuttable-proxy.ts';
import type { PortClient } from './port-client.ts';
import { untilSettled } from './synced-world.ts';
import type { SyncedWorld, TestUser } from './synced-world.ts';
import { TestProgram } from './test-program.ts';
import type { TestProgramOptions } from './test-program.ts';

/** One agent on one device, signed in, with a network of its own. */
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

  /** The network is there again; the device has to find that out by itself. */
  reconnectNetwork(): void {
    this.#proxy.targetPort = this.#serverPort;
  }

  /** Resolves when the server has answered everything, and all that it had for this device is here. */
  async comeBack(): Promise<void> {
    this.reconnectNetwork();
    this.program.connectNow();
    await this.until('session.state', undefined, ({ connection }) => connection.kind === 'live');
    await this.settled();
  }

  settled(): Promise<void> {
    return untilSettled(this.window);
  }

  /** Whatever the window may ask for of a conversation. */
  async do(action: string, input: object): Promise<void> {
    await this.window.mutate(`conversation.${action}`, input);
  }

  /** The first result of a query of which this is true. */
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

  /** Codes of what the server refused. */
  async refusals(): Promise<readonly string[]> {
    const { items } = await this.until('outbox.list', undefined);
    return items.flatMap(({ error }) => (error === null ? [] : [error.code]));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.program[Symbol.asyncDispose]();
    await this.#proxy.stop();
  }
}
