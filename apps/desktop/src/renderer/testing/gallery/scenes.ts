import type { StaleReplyNotice } from '../../../contract/outbox.ts';
import { defaultPreferences } from '../../state/preferences-slice.ts';
import type { Preferences } from '../../state/preferences-slice.ts';
import type { UiState } from '../../state/ui-store.ts';
import type { MemoryData } from '../memory-data.ts';
import { sampleData } from '../sample-data.ts';

/** The replica's data of a scene. */
export function sceneData(scene: string): MemoryData {
  const data = sampleData();
  const { session } = data;
  switch (scene) {
    case 'offline':
    case 'outbox':
      return {
        ...data,
        session: {
          ...session,
          connection: {
            kind: 'offline',
            since: new Date(Date.now() - 600_000).toISOString(),
            nextAttemptAt: null,
          },
        },
        outbox: outboxItems(data),
        timelines: { ...data.timelines, 100: [...(data.timelines[100] ?? []), ...failedItems(data)] },
        drafts: [
          { conversationId: 100, mode: 'reply', text: '/', cannedResponseId: null, updatedAt: data.now() },
          {
            conversationId: 102,
            mode: 'note',
            text: 'ask the warehouse',
            cannedResponseId: null,
            updatedAt: data.now(),
          },
        ],
      };
    case 'sign-in':
      return { ...data, session: { ...session, account: null, connection: { kind: 'signed-out' } } };
    case 'first-sync':
      return {
        ...data,
        conversations: [],
        session: {
          ...session,
          connection: { kind: 'catching-up' },
          firstSync: { received: 1240, total: 10_000, ahead: null },
        },
      };
    case 'needs-sign-in':
      return {
        ...data,
        session: {
          ...session,
          connection: {
            kind: 'needs-sign-in',
            error: { code: 'HF_UNAUTHENTICATED', message: '', remedy: '', retry: 'after-change' },
          },
        },
      };
    case 'colleagues':
      return {
        ...data,
        presence: [
          {
            conversationId: 100,
            people: [
              { id: 3, name: 'Mia Rossi', avatarUrl: null, activity: 'typing' },
              { id: 2, name: 'Jonas Weber', avatarUrl: null, activity: 'viewing' },
            ],
          },
          {
            conversationId: 102,
            people: [{ id: 2, name: 'Jonas Weber', avatarUrl: null, activity: 'viewing' }],
          },
        ],
      };
    case 'empty':
      return { ...data, conversations: [] };
    default:
      return data;
  }
}

/** The interface state of a scene. */
export function sceneState(scene: string, options: URLSearchParams, state: UiState): Partial<UiState> {
  const preferences: Preferences = {
    ...defaultPreferences,
    theme: options.get('theme') === 'dark' ? 'dark' : 'light',
    language: options.get('language') === 'de' ? 'de' : 'en',
    density: options.get('density') === 'compact' ? 'compact' : 'comfortable',
  };
  const view = scene === 'outbox' || scene === 'settings' || scene === 'queue' ? scene : 'mine';
  return {
    ...state,
    preferences,
    view,
    turn: 'conversation',
    openConversations: scene === 'empty' || scene === 'first-sync' ? {} : { mine: 100, queue: 107 },
    overlay:
      scene === 'transfer' ||
      scene === 'tags' ||
      scene === 'shortcuts' ||
      scene === 'status' ||
      scene === 'priority'
        ? scene
        : 'none',
  };
}

/** A failed message and a refused reply, in place. */
function failedItems(data: MemoryData): MemoryData['timelines'][number] {
  const first = data.timelines[100]?.find((item) => item.kind === 'message' && item.direction === 'outbound');
  const failed =
    first?.kind === 'message'
      ? [
          {
            ...first,
            id: 77,
            key: 'message:77',
            sender: data.self,
            createdAt: data.now(),
            status: 'failed' as const,
            errorMessage: 'The number is not on WhatsApp.',
          },
        ]
      : [];
  return [
    ...failed,
    {
      kind: 'refused',
      key: 'refused:3',
      mutationId: 3,
      mode: 'reply',
      text: 'A new lid is on its way to you.',
      createdAt: data.now(),
      error: { code: 'HF_REPLY_STALE', message: 'stale', remedy: '', retry: 'after-change' },
      stale: staleNotice(data),
    },
  ];
}

function outboxItems(data: MemoryData): MemoryData['outbox'] {
  const item = {
    composedAt: data.now(),
    conversationId: 100,
    customerName: 'Amira Haddad',
    text: null,
    error: null,
    stale: null,
  };
  return [
    {
      ...item,
      mutationId: 1,
      name: 'sendMessage',
      state: 'queued',
      text: 'A replacement leaves our warehouse today, at no cost to you.',
    },
    { ...item, mutationId: 2, name: 'addTag', state: 'queued' },
    {
      ...item,
      mutationId: 3,
      conversationId: 103,
      customerName: 'Chloé Lefèvre',
      name: 'sendMessage',
      state: 'refused',
      text: 'Avec plaisir ! Bonne journée.',
      error: { code: 'HF_NOT_ASSIGNED', message: 'not assigned', remedy: '', retry: 'never' },
    },
    {
      ...item,
      mutationId: 4,
      name: 'sendMessage',
      state: 'refused',
      text: 'A new lid is on its way to you.',
      error: { code: 'HF_REPLY_STALE', message: 'stale', remedy: '', retry: 'after-change' },
      stale: staleNotice(data),
    },
    {
      ...item,
      mutationId: 5,
      name: 'sendMessage',
      state: 'refused',
      text: 'Shall I close this?',
      error: { code: 'HF_REPLY_STALE_REFUSED', message: 'stale', remedy: '', retry: 'never' },
      stale: { ...staleNotice(data), reasons: ['resolved', 'reassigned'], newerMessages: 0 },
    },
  ];
}

function staleNotice(data: MemoryData): StaleReplyNotice {
  return {
    reasons: ['newer-messages'],
    newerMessages: 2,
    newestMessageAt: data.now(),
    assignedTo: 2,
    assigneeName: 'Jonas Weber',
  };
}
