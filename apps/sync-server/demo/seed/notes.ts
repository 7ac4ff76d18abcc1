import type { Topic } from '../sample-data/dialogues/dialogue.ts';

/** Internal notes of agents about a conversation, by topic. */
export const demoNotes: Record<Topic, readonly string[]> = {
  delivery: [
    'Carrier confirmed by phone: the parcel was on the wrong truck. New delivery window is booked.',
    'Second late delivery for this customer within a month. Please be generous if they ask for the shipping costs.',
    'Tracking page is wrong, the depot knows about it. No need to open another investigation.',
  ],
  refund: [
    'Refund is released in the shop system, amount includes shipping.',
    'Returned item had a scratch, workshop says it was us. Full refund.',
  ],
  booking: [
    'Reserved parking spot 2 in the courtyard.',
    'Wants to see the oak table in 220 cm, it stands in the back room.',
  ],
  'opening-hours': ['Holiday hours on the website are still missing, told marketing.'],
  'broken-item': [
    'Replacement ordered, workshop has two left in this glaze.',
    'Same series as last week (2207). Quality team wants the lamp back this time.',
    'Very patient customer. A small voucher would be nice.',
  ],
  invoice: ['Accounting has the new details, old invoice is cancelled.'],
  'product-question': [
    'Interested in eight chairs as well. Worth a call next week.',
    'Architect, orders for a hotel in spring.',
  ],
  'address-change': ['Changed in the shop system and with the carrier.'],
  thanks: ['Asked for permission to use the picture. They said yes!'],
};
