import '@holdfast/ui/tokens/fonts.css';
import '@holdfast/ui/tokens/tokens.css';
import '@holdfast/ui/tokens/base.css';
import './app/app.css';

import { createRoot } from 'react-dom/client';

import type { PreloadApi } from '../contract/preload-api.ts';
import { Root } from './app/root.tsx';
import { PortConnection } from './replica/port-connection.ts';
import { createReplicaClient } from './replica/replica-client.ts';
import { requestPort } from './replica/request-port.ts';
import { createUiStore } from './state/ui-store.ts';

declare global {
  interface Window {
    readonly holdfast: PreloadApi;
  }
}

const connection = new PortConnection();
requestPort(window, window.holdfast, connection);

const container = document.getElementById('root');
if (container === null) throw new Error('index.html has no #root');
createRoot(container).render(
  <Root
    shell={window.holdfast}
    replica={createReplicaClient(connection)}
    store={createUiStore(window.localStorage)}
  />,
);
