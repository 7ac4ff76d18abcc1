import type { Platform } from '@holdfast/schema/domain/platform';

import type { Topic } from '../sample-data/dialogues/dialogue.ts';

export const demoTags = [
  { name: 'Delivery', color: '#2f7d8c', description: 'Delivery status and dates' },
  { name: 'Refund', color: '#7a5bb8', description: 'Returns and refunds' },
  { name: 'Damaged', color: '#b8443c', description: 'Arrived broken or stopped working' },
  { name: 'Booking', color: '#3f7a4e', description: 'Visits to a showroom' },
  { name: 'Billing', color: '#8a6d1f', description: 'Invoices and payments' },
  { name: 'Product question', color: '#4a66b0', description: 'Questions before a purchase' },
  { name: 'VIP', color: '#a8508a', description: 'Architects and regular customers' },
  { name: 'Complaint', color: '#c0622d', description: 'Unhappy customer: a supervisor reads along' },
  { name: 'Warranty', color: '#5d6b75', description: 'Within two years of the purchase' },
  { name: 'Feedback', color: '#2e8b74', description: 'Praise and ideas, for the team meeting' },
] as const;
export type TagName = (typeof demoTags)[number]['name'];

export const tagOfTopic: Partial<Record<Topic, TagName>> = {
  delivery: 'Delivery',
  refund: 'Refund',
  booking: 'Booking',
  'broken-item': 'Damaged',
  invoice: 'Billing',
  'product-question': 'Product question',
  'address-change': 'Delivery',
  thanks: 'Feedback',
};

export const demoSlaPolicies = [
  {
    name: 'Priority',
    description:
      'For architects and regular customers: a response within 10 minutes, a resolution within 8 hours.',
    firstResponseTimeMinutes: 10,
    resolutionTimeHours: 8,
    conditions: { tags: ['VIP'] },
  },
  {
    name: 'Relaxed',
    description: 'For e-mail-like questions: a response within 4 hours, a resolution within 3 days.',
    firstResponseTimeMinutes: 240,
    resolutionTimeHours: 72,
    conditions: { tags: ['Feedback', 'Product question'] },
  },
] as const;

export interface DemoChannel {
  platform: Platform;
  name: string;
}

/** All channels use the plain HTTP protocol; those of other platforms are bridged by the simulator. */
export const demoChannels: readonly DemoChannel[] = [
  { platform: 'http', name: 'Website' },
  { platform: 'whatsapp', name: 'WhatsApp +44 20 7946 0321' },
  { platform: 'facebook', name: 'Nordlys Home' },
  { platform: 'instagram', name: '@nordlys.home' },
  { platform: 'telegram', name: '@nordlys_bot' },
];

export const demoTemplates = [
  {
    name: 'order_shipped',
    language: 'en',
    category: 'utility',
    content: 'Hi {{1}}, your order {{2}} has left our warehouse and will arrive on {{3}}.',
    variables: ['name', 'order', 'day'],
    status: 'approved',
  },
  {
    name: 'order_shipped',
    language: 'de',
    category: 'utility',
    content: 'Hallo {{1}}, Ihre Bestellung {{2}} ist unterwegs und kommt am {{3}}.',
    variables: ['name', 'order', 'day'],
    status: 'approved',
  },
  {
    name: 'appointment_reminder',
    language: 'en',
    category: 'utility',
    content:
      'Hi {{1}}, see you tomorrow at {{2}} in our showroom in {{3}}. Reply to this message to change it.',
    variables: ['name', 'time', 'city'],
    status: 'approved',
  },
  {
    name: 'appointment_reminder',
    language: 'de',
    category: 'utility',
    content: 'Hallo {{1}}, wir freuen uns auf Sie: morgen um {{2}} Uhr in {{3}}.',
    variables: ['name', 'time', 'city'],
    status: 'approved',
  },
  {
    name: 'follow_up',
    language: 'en',
    category: 'utility',
    content: 'Hi {{1}}, we have news about your request. Reply here and we will tell you more.',
    variables: ['name'],
    status: 'approved',
  },
  {
    name: 'spring_sale',
    language: 'en',
    category: 'marketing',
    content: 'Hi {{1}}, our spring collection is here, with 15 % off for you until {{2}}.',
    variables: ['name', 'day'],
    status: 'pending',
  },
] as const;

export const demoAutomatedReplies = [
  {
    name: 'Away at night',
    triggerType: 'away',
    keywords: [],
    replyMessage:
      'Thank you for your message. We are back at 8 and will answer you first thing in the morning.',
    isActive: false,
    priority: 10,
  },
  {
    name: 'Opening hours',
    triggerType: 'keyword',
    keywords: ['open', 'hours', 'geöffnet', 'Öffnungszeiten'],
    replyMessage: 'Our showrooms are open Monday to Friday from 10 to 19 and on Saturday from 10 to 18.',
    isActive: false,
    priority: 5,
  },
] as const;
