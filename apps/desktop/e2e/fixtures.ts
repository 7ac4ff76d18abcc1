import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base } from '@playwright/test';
import { DesktopApp } from './world/desktop-app.ts';
import type { DesktopOptions } from './world/desktop-app.ts';
import { NotificationDaemon } from './world/notification-daemon.ts';
import { findPackagedApp } from './world/packaged-app.ts';
import { PostgresCluster } from './world/postgres-cluster.ts';
import { ReplyReceiver } from './world/reply-receiver.ts';
import { createTenantTemplate } from './world/tenant-template.ts';
import type { TenantTemplate } from './world/tenant-template.ts';
import { VirtualScreen } from './world/virtual-screen.ts';
import { E2eWorld } from './world/world.ts';

export interface LaunchAppOptions extends Omit<DesktopOptions, 'executable' | 'profile' | 'logPath'> {
  /** Name of the profile. The same name stands for the same agent's computer. */
  readonly profile: string;
}

interface TestFixtures {
  world: E2eWorld;
  /** Starts the packaged app; every app that still runs at the end of the test is killed. */
  launch: (options: LaunchAppOptions) => Promise<DesktopApp>;
}

interface WorkerFixtures {
  display: VirtualScreen;
  executable: string;
  postgres: PostgresCluster;
  replies: ReplyReceiver;
  template: TenantTemplate;
  notifications: NotificationDaemon;
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  display: [
    async ({ browserName: _browserName }, provide) => {
      const display = await VirtualScreen.start();
      await provide(display);
      await display.stop();
    },
    { scope: 'worker' },
  ],
  executable: [
    async ({ display: _display }, provide) => {
      await provide(await findPackagedApp());
    },
    { scope: 'worker', timeout: 600_000 },
  ],
  postgres: [
    async ({ browserName: _browserName }, provide) => {
      const cluster = await PostgresCluster.start();
      await provide(cluster);
      await cluster.remove();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  replies: [
    async ({ browserName: _browserName }, provide) => {
      const receiver = await ReplyReceiver.start();
      await provide(receiver);
      receiver.close();
    },
    { scope: 'worker' },
  ],
  template: [
    async ({ postgres, replies }, provide) => {
      await provide(await createTenantTemplate(postgres, replies));
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  notifications: [
    async ({ display: _display }, provide) => {
      const daemon = await NotificationDaemon.start();
      await provide(daemon);
      daemon.stop();
    },
    { scope: 'worker' },
  ],
  world: async ({ postgres: cluster, replies, template }, provide, testInfo) => {
    const world = await E2eWorld.create({
      cluster,
      replies,
      template,
      directory: testInfo.outputPath('world'),
    });
    await provide(world);
    await world.close();
  },
  launch: async ({ executable }, provide, testInfo) => {
    const launched: DesktopApp[] = [];
    // Where the replica's 1,064 files are created fast.
    const profiles = await mkdtemp(join(tmpdir(), 'holdfast-e2e-profiles-'));
    await provide(async ({ profile, ...options }) => {
      const app = await DesktopApp.launch({
        ...options,
        executable,
        profile: join(profiles, profile),
        logPath: testInfo.outputPath(`${profile}.log`),
      });
      launched.push(app);
      return app;
    });
    for (const app of launched) await app.kill();
    await rm(profiles, { recursive: true, force: true });
  },
});

export { expect } from '@playwright/test';
