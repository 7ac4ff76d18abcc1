import type { Platform } from '@holdfast/schema/domain/platform';

import type { CannedResponse, ConversationHeader, UserReference } from '../../contract/conversation.ts';
import type { TimelineItem, TimelineMessage } from '../../contract/timeline.ts';
import type { MemoryData } from './memory-data.ts';

const mebibyte = 1024 * 1024;
const gibibyte = 1024 * mebibyte;

const self = { id: 1, name: 'Ada Agent', avatarUrl: null };
const jonas = { id: 2, name: 'Jonas Weber', avatarUrl: null };

const tags = [
  { id: 1, name: 'VIP', color: '#8b5cf6', description: null },
  { id: 2, name: 'Refund', color: '#ef4444', description: 'Money goes back' },
  { id: 3, name: 'Shipping', color: '#0ea5e9', description: null },
  { id: 4, name: 'Damaged', color: '#f59e0b', description: null },
];

const people: readonly (readonly [string, Platform, string])[] = [
  ['Amira Haddad', 'whatsapp', 'My order arrived, but the lid of the teapot is broken.'],
  ['Jürgen Großmann', 'http', 'Wann kommt denn meine Bestellung endlich an?'],
  ['محمد العلي', 'telegram', 'مرحبا، هل يمكنني تغيير عنوان التسليم؟'],
  ['Chloé Lefèvre', 'instagram', 'Merci beaucoup, c’est parfait !'],
  ['Sofía Ramírez', 'facebook', '¿Tienen este modelo en azul?'],
  ['Kenji Tanaka', 'whatsapp', '領収書を送っていただけますか。'],
  ['Oluwaseun Adebayo', 'http', 'Can I collect it from the shop instead?'],
  ['Priya Nair', 'whatsapp', 'The voucher code does not work at checkout.'],
  ['Tomasz Kowalczyk', 'telegram', 'Dziękuję za szybką odpowiedź!'],
  ['Grace O’Sullivan', 'instagram', 'Is the blue one back in stock yet?'],
  ['Lars Björklund', 'http', 'I would like to return two of the three items.'],
  ['Fatma Yılmaz', 'facebook', 'Kargo takip numarası alabilir miyim?'],
];

/** A small inbox with one of each state. Times are relative to `now`. */
export function sampleData(now: number = Date.now()): MemoryData {
  const at = (minutesAgo: number) => new Date(now - minutesAgo * 60_000).toISOString();
  const account = {
    userId: self.id,
    name: self.name,
    email: 'ada@acme.example',
    role: 'agent' as const,
    locale: 'en',
    tenant: { slug: 'acme', name: 'Acme Teapots' },
  };
  const conversations = Array.from({ length: 48 }, (_, index) => conversation(index, at));
  const timelines: Record<number, TimelineItem[]> = {};
  for (const [index, each] of conversations.entries()) timelines[each.id] = smallTimeline(index, each, at);
  const first = conversations[0];
  if (first !== undefined) timelines[first.id] = richTimeline(first, at);
  return {
    now: () => new Date().toISOString(),
    self,
    signInAccount: account,
    session: {
      account,
      signInDefaults: { serverUrl: 'http://127.0.0.1:7420', tenant: 'acme', email: account.email },
      connection: { kind: 'live' },
      firstSync: null,
      outbox: { queued: 0, refused: 0 },
      canStaySignedIn: true,
      clockOffsetMs: 0,
      problem: null,
    },
    conversations,
    customers: {
      [first?.customer.id ?? 0]: { email: 'amira@example.com', phone: '+49 151 0000000', locale: 'en' },
    },
    timelines,
    olderOnServer: {},
    storage: {
      limitBytes: 2 * gibibyte,
      usedBytes: 312 * mebibyte,
      conversationBytes: 200 * mebibyte,
      historyBytes: 40 * mebibyte,
      attachmentBytes: 72 * mebibyte,
    },
    readUntil: { [first?.id ?? 0]: at(9) },
    drafts: [],
    outbox: [],
    presence: [],
    users: [user(1, 'Ada Agent', true), user(2, 'Jonas Weber', false), user(3, 'Mia Rossi', false)],
    tags,
    cannedResponses: cannedResponses(),
  };
}

function conversation(index: number, at: (minutesAgo: number) => string): ConversationHeader {
  const [name, platform] = people[index % people.length] ?? ['Unknown', 'http'];
  const isQueue = index % 8 === 7;
  const isResolved = index % 11 === 10;
  return {
    id: 100 + index,
    scope: isQueue ? 'queue' : 'mine',
    customer: {
      id: 500 + index,
      name: index < people.length ? name : `${name} ${Math.floor(index / people.length) + 1}`,
      avatarUrl: null,
    },
    channel: { id: 1, name: 'Acme Support', platform },
    status: isResolved ? 'resolved' : 'open',
    priority: 'none',
    assignee: isQueue ? null : self,
    snoozedUntil: index === 13 ? at(-600) : null,
    unreadCount: index % 5 === 0 ? 2 : 0,
    messageCount: 3,
    tags: index === 0 ? tags.slice(0, 3) : index % 6 === 1 ? tags.slice(2, 3) : [],
    sla:
      index === 1
        ? { kind: 'first_response', dueAt: at(42), breached: true }
        : index === 4
          ? { kind: 'first_response', dueAt: at(-11), breached: false }
          : index === 0
            ? { kind: 'resolution', dueAt: at(-400), breached: false }
            : null,
    lastMessageAt: at(3 + index * 37),
    createdAt: at(4000 + index),
    queuedCount: 0,
    refusedCount: 0,
  };
}

function smallTimeline(
  index: number,
  header: ConversationHeader,
  at: (minutesAgo: number) => string,
): TimelineItem[] {
  const text = people[index % people.length]?.[2] ?? '';
  const last = 3 + index * 37;
  return [
    { kind: 'event', key: `event:${header.id}`, createdAt: at(last + 31), event: { type: 'opened' } },
    message(header, { id: header.id * 10, createdAt: at(last + 30), text: 'Hello?' }),
    message(header, {
      id: header.id * 10 + 1,
      createdAt: at(last + 20),
      text: 'Hello, how can I help you?',
      direction: 'outbound',
      sender: self,
      senderType: 'user',
      status: 'delivered',
    }),
    message(header, { id: header.id * 10 + 2, createdAt: at(last), text }),
  ];
}

function richTimeline(header: ConversationHeader, at: (minutesAgo: number) => string): TimelineItem[] {
  const reply = { direction: 'outbound', sender: self, senderType: 'user' } as const;
  return [
    { kind: 'event', key: 'event:1', createdAt: at(2000), event: { type: 'opened' } },
    {
      kind: 'event',
      key: 'event:2',
      createdAt: at(2000),
      event: { type: 'assigned', to: jonas, by: null, how: 'auto_round_robin' },
    },
    message(header, { id: 1, createdAt: at(1999), text: 'Hi! I ordered the blue teapot last week.' }),
    message(header, { id: 2, createdAt: at(1998), text: 'Order 20418. Has it left your warehouse yet?' }),
    message(header, {
      ...reply,
      id: 3,
      sender: jonas,
      createdAt: at(1990),
      text: 'Good morning Amira, it left yesterday and should be with you by Friday. Here is the tracking number: 00340434161094042557.',
      status: 'read',
    }),
    message(header, { id: 4, createdAt: at(1988), text: 'Lovely, thank you 🙏' }),
    {
      kind: 'event',
      key: 'event:3',
      createdAt: at(70),
      event: { type: 'transferred', from: jonas, to: self, by: jonas, reason: 'Ada knows the returns desk' },
    },
    {
      kind: 'note',
      key: 'note:1',
      id: 1,
      createdAt: at(69),
      author: jonas,
      text: 'Third order this year. If anything is wrong with this one, replace it without asking for a photo.',
      isPinned: true,
      queued: false,
      mutationId: null,
    },
    message(header, { id: 5, createdAt: at(30), text: 'It arrived today!' }),
    message(header, {
      id: 6,
      createdAt: at(29),
      type: 'image',
      text: 'But look at the lid.',
      attachments: [
        {
          id: 1,
          type: 'image',
          filename: 'lid.jpg',
          mimeType: 'image/jpeg',
          fileSize: 204_000,
          width: 640,
          height: 480,
          duration: null,
          url: 'holdfast://app/attachments/1',
        },
      ],
    }),
    message(header, {
      ...reply,
      id: 7,
      createdAt: at(12),
      text: 'Oh no, I am sorry about that. Give me a minute, I am looking into it.',
      status: 'delivered',
    }),
    message(header, {
      ...reply,
      id: 8,
      createdAt: at(11),
      text: 'We have one left in blue.',
      status: 'sent',
    }),
    message(header, { id: 9, createdAt: at(4), text: 'That would be wonderful.' }),
    message(header, {
      id: 10,
      createdAt: at(3),
      text: 'My order arrived, but the lid of the teapot is broken. Can you send a new one to the same address?',
    }),
  ];
}

function message(
  header: ConversationHeader,
  fields: Partial<TimelineMessage> & { id: number; createdAt: string },
): TimelineMessage {
  return {
    kind: 'message',
    key: `message:${fields.id}`,
    direction: 'inbound',
    senderType: 'customer',
    sender: header.customer,
    type: 'text',
    text: null,
    status: 'sent',
    queued: false,
    mutationId: null,
    statusAt: null,
    errorMessage: null,
    composedAt: null,
    attachments: [],
    ...fields,
  };
}

function user(id: number, name: string, isSelf: boolean): UserReference {
  return {
    id,
    name,
    avatarUrl: null,
    email: `${name.split(' ')[0]?.toLowerCase()}@acme.example`,
    role: id === 3 ? 'supervisor' : 'agent',
    isActive: true,
    isSelf,
  };
}

function cannedResponses(): CannedResponse[] {
  const contents: readonly (readonly [string, string, string])[] = [
    [
      'hello',
      'Greeting',
      'Hello {{customer.first_name}}, this is {{agent.first_name}} of {{workspace.name}}. How can I help you?',
    ],
    ['thanks', 'Thank you', 'Thank you, {{customer.name}}! Is there anything else I can do for you?'],
    [
      'refund',
      'Refund on its way',
      'I have started your refund, {{customer.first_name}}. It takes three to five working days.',
    ],
    [
      'replace',
      'Replacement',
      'I am sorry about that. A replacement leaves our warehouse today, at no cost to you.',
    ],
    ['phone', 'Call back', 'May we call you on {{customer.phone}}?'],
    ['hours', 'Opening hours', 'We are here Monday to Friday from 9 to 18 o’clock.'],
  ];
  return contents.map(([shortcut, title, content], index) => ({
    id: index + 1,
    title,
    shortcut,
    content,
    category: null,
    isShared: true,
    platforms: [],
    usageCount: 10 - index,
    lastUsedAt: null,
  }));
}
