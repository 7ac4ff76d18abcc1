import { contextBridge, ipcRenderer } from 'electron';
import { ipcChannels, shellFactsSwitch } from '../contract/ipc-channels.ts';
import type { Announcements } from '../contract/ipc-channels.ts';
import { replicaPortMessage } from '../contract/preload-api.ts';
import type { PreloadApi, ShellFacts } from '../contract/preload-api.ts';

const api: PreloadApi = {
  shell: readShellFacts(),
  requestReplicaPort: () => ipcRenderer.send(ipcChannels.requestReplicaPort),
  setTheme: (theme) => ipcRenderer.invoke(ipcChannels.setTheme, theme),
  openExternal: (address) => ipcRenderer.invoke(ipcChannels.openExternal, address),
  minimizeWindow: () => ipcRenderer.send(ipcChannels.minimizeWindow),
  toggleMaximizeWindow: () => ipcRenderer.send(ipcChannels.toggleMaximizeWindow),
  closeWindow: () => ipcRenderer.send(ipcChannels.closeWindow),
  onWindowState: (listener) => listen(ipcChannels.windowState, listener),
  onOpenConversation: (listener) => listenFromTheStart(listener),
};

contextBridge.exposeInMainWorld('holdfast', api);

// A port cannot cross the context bridge, so it is posted to the page.
ipcRenderer.on(ipcChannels.replicaPort, (event) => {
  window.postMessage(replicaPortMessage, window.location.origin, [...event.ports]);
});

function listen<Channel extends keyof Announcements>(
  channel: Channel,
  listener: (announced: Announcements[Channel]) => void,
): () => void {
  const onMessage = (_event: unknown, announced: Announcements[Channel]): void => listener(announced);
  ipcRenderer.on(channel, onMessage);
  return () => ipcRenderer.off(channel, onMessage);
}

/** A click on a notification can open the window itself. Its conversation is kept until the page listens. */
let conversationToOpen: number | null = null;
let onOpenConversation: ((conversationId: number) => void) | null = null;

ipcRenderer.on(ipcChannels.openConversation, (_event, conversationId: number) => {
  if (onOpenConversation === null) conversationToOpen = conversationId;
  else onOpenConversation(conversationId);
});

function listenFromTheStart(listener: (conversationId: number) => void): () => void {
  onOpenConversation = listener;
  if (conversationToOpen !== null) listener(conversationToOpen);
  conversationToOpen = null;
  return () => {
    if (onOpenConversation === listener) onOpenConversation = null;
  };
}

/** Main wrote the facts into the command line of this process, so they are trusted without parsing. */
function readShellFacts(): ShellFacts {
  const given = process.argv.find((argument) => argument.startsWith(shellFactsSwitch)) ?? '';
  const facts: unknown = JSON.parse(decodeURIComponent(given.slice(shellFactsSwitch.length)));
  return facts as ShellFacts;
}
