/** Texts that the agents write on the journey. */
export const journeyTexts = {
  /** The canned response `/delay` with its variable filled in. */
  reply:
    'Hello Lena Fischer, I am sorry that your parcel is late. I have asked the carrier and will write again today.',
  note: 'Carrier says the depot in Hamburg was flooded; promised for Thursday.',
  tag: 'delivery',
  draft: 'Noah, we have four of the 120 mm cleats left and',
  reason: 'Jonas knows the carrier',
} as const;
