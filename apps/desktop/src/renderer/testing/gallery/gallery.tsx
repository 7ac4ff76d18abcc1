import '@holdfast/ui/tokens/fonts.css';
import '@holdfast/ui/tokens/tokens.css';
import '@holdfast/ui/tokens/base.css';
import '../../app/app.css';

import { createRoot } from 'react-dom/client';

import { Root } from '../../app/root.tsx';
import { PortConnection } from '../../replica/port-connection.ts';
import { createReplicaClient } from '../../replica/replica-client.ts';
import { createUiStore } from '../../state/ui-store.ts';
import { testShell } from '../test-shell.ts';
import { sceneState } from './scenes.ts';

// Example: `?scene=offline&theme=dark&language=de`.
const options = new URLSearchParams(window.location.search);
const scene = options.get('scene') ?? 'inbox';
const { port1, port2 } = new MessageChannel();
const worker = new Worker(new URL('./replica-worker.ts', import.meta.url), { type: 'module' });
worker.postMessage(scene, [port2]);
const connection = new PortConnection();
connection.usePort(port1);
window.localStorage.clear();
const store = createUiStore(window.localStorage);
store.setState((state) => ({ ...sceneState(scene, options, state) }));

const container = document.getElementById('root');
if (container === null) throw new Error('index.html has no #root');
createRoot(container).render(
  <Root shell={testShell()} replica={createReplicaClient(connection)} store={store} />,
);
