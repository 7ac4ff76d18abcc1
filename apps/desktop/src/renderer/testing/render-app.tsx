import { cleanup, render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, vi } from 'vitest';

import { Root } from '../app/root.tsx';
import { PortConnection } from '../replica/port-connection.ts';
import { createReplicaClient } from '../replica/replica-client.ts';
import type { UiState } from '../state/ui-store.ts';
import { createUiStore } from '../state/ui-store.ts';
import type { MemoryData } from './memory-data.ts';
import { MemoryReplica } from './memory-replica.ts';
import { sampleData } from './sample-data.ts';
import { serveReplica } from './serve-replica.ts';
import { testShell } from './test-shell.ts';

export interface RenderOptions {
  readonly data?: MemoryData;
  readonly state?: Partial<UiState>;
  readonly systemLocale?: string;
}

const viewHeight = 800;

/** A channel that is closed after the test. */
export function openPort(): MessageChannel {
  const channel = new MessageChannel();
  openPorts.push(channel.port1, channel.port2);
  return channel;
}

const openPorts: MessagePort[] = [];

afterEach(() => {
  cleanup();
  window.localStorage.clear();
  for (const port of openPorts.splice(0)) port.close();
});

/** The whole app in jsdom, connected by a real message channel to an in-memory replica behind the real router. */
export function renderApp(options: RenderOptions = {}) {
  stubLayout();
  const replica = new MemoryReplica(options.data ?? sampleData());
  const { port1, port2 } = openPort();
  serveReplica(port2, replica);
  const connection = new PortConnection();
  connection.usePort(port1);
  const store = createUiStore(window.localStorage);
  if (options.state !== undefined) store.setState(options.state);
  const view = render(
    <Root shell={testShell(options.systemLocale)} replica={createReplicaClient(connection)} store={store} />,
  );
  return { replica, store, connection, view, user: userEvent.setup() };
}

/** jsdom has no layout: virtual lists need a height and media queries a result. */
function stubLayout(): void {
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(viewHeight);
  vi.spyOn(HTMLElement.prototype, 'offsetWidth', 'get').mockReturnValue(400);
  vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(viewHeight);
  vi.spyOn(Element.prototype, 'scrollHeight', 'get').mockImplementation(contentHeight);
  Element.prototype.scrollTo = scrollTo as Element['scrollTo'];
  window.matchMedia = (query) =>
    ({
      matches: query.includes('min-width'),
      media: query,
      addEventListener: () => {},
      removeEventListener: () => {},
    }) as unknown as MediaQueryList;
  window.ResizeObserver ??= class {
    observe() {}
    unobserve() {}
    disconnect() {}
  };
}

function contentHeight(this: Element): number {
  const content = this.firstElementChild;
  const height = content instanceof HTMLElement ? Number.parseInt(content.style.blockSize, 10) : 0;
  return Math.max(viewHeight, height || 0);
}

function scrollTo(this: Element, options: ScrollToOptions): void {
  this.scrollTop = Math.min(options.top ?? 0, this.scrollHeight - viewHeight);
  this.dispatchEvent(new Event('scroll'));
}
