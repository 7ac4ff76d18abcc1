import { dialogue, type Dialogue } from './dialogue.ts';

export const english: readonly Dialogue[] = [
  dialogue(
    'delivery',
    `
    > Hi, my order {order} was supposed to arrive on {day} and there is still nothing here. Could you check where it is?
    < Hello {customer}, sorry about the wait. I am looking at the tracking right now.
    < The carrier scanned it at the depot in {city} this morning, so it should be with you tomorrow before {time}.
    > Ok, thanks. I won't be home before noon though, can they leave it with a neighbour?
    < Of course, I have added that to the delivery note: neighbour on the ground floor.
    > Perfect, that is really kind of you.
    `,
  ),
  dialogue(
    'delivery',
    `
    > The tracking page says "delivered" but I have not received anything. Order {order}.
    > I checked with both neighbours and the reception downstairs too.
    < That is annoying, {customer}. Could you tell me what is written on the card, if the driver left one?
    > No card at all. Just this picture from the app, and that is not my door. [parcel]
    < Thank you, that helps. I have opened an investigation with the carrier, they have to answer within two working days.
    < If they cannot find it we will send a new {product} straight away, at no cost for you.
    > Alright. Please keep me posted, it is a birthday present.
    `,
  ),
  dialogue(
    'refund',
    `
    > Hello, I sent the {product} back two weeks ago and have not seen the refund yet.
    < Hi {customer}, let me look that up. Is it order {order}?
    > Yes, exactly.
    < Your parcel reached our warehouse on {day} and passed the check. I have just released the refund, it takes three to five working days to show up on your account.
    > Great, thank you! Will the shipping costs be refunded as well?
    < Yes, the full amount including shipping.
    `,
  ),
  dialogue(
    'refund',
    `
    > I'd like to return the linen armchair. It is lovely but simply too big for our hallway. How does that work?
    < Hi {customer}, no problem at all. You have 60 days and it can even be assembled. Shall I send you the label by e-mail?
    > Yes please, same address as on the order.
    < Done. Drop it off at any parcel shop and we will refund you as soon as it is scanned.
    `,
  ),
  dialogue(
    'booking',
    `
    > Hi! Could I book an appointment at the showroom in {city}? We would like to see the kitchen tables.
    < With pleasure, {customer}. We still have {day} at {time} or Saturday at 10:30. Which would suit you?
    > {day} at {time} is perfect. There will be three of us, one with a wheelchair.
    < Noted. The entrance on the courtyard side is step-free, and I will have the three oak tables set up for you. See you then!
    > Wonderful, thank you
    `,
  ),
  dialogue(
    'opening-hours',
    `
    > Are you open on the public holiday next week?
    < Hello {customer}! The showroom in {city} is closed that day, the online team is here from 9 to 17 as usual.
    > And the Saturday after?
    < Saturday from 10 to 18, just like every week.
    > Thanks!
    `,
  ),
  dialogue(
    'broken-item',
    `
    > One of the plates from my order {order} arrived broken. The box itself looked fine. [cracked-plate]
    < Oh no, I am sorry, {customer}! Thank you for the picture, that makes it easy: a replacement leaves our warehouse today.
    > That was quick. Do I have to send the broken one back?
    < No need. Please just dispose of it carefully.
    > Thanks a lot, great service
    `,
  ),
  dialogue(
    'broken-item',
    `
    > The desk lamp flickers since yesterday evening. I already tried another bulb and another socket. [lamp]
    < Thanks for trying that already, {customer}. Could you tell me the four digits under the base?
    > It says 2207
    < That series has a dimmer that fails now and then. We will exchange it under warranty. Would you rather have it picked up or bring it to {city}?
    > Pick-up would be great. I am at home on {day}.
    < Booked for {day} between 9 and 13. The driver brings the new one along.
    `,
  ),
  dialogue(
    'invoice',
    `
    > Could you please issue the invoice for {order} to our company instead? The tax number was missing.
    < Sure, {customer}. Please send me the exact company name, the address and the VAT number.
    > Harbour & Pine Studio Ltd, 14 Quay Street, Bristol. VAT GB 219 4471 02
    < Thank you. The corrected invoice is in your inbox, the old one is cancelled.
    `,
  ),
  dialogue(
    'product-question',
    `
    > Does the oak side table also come in a darker wood? And how long is delivery at the moment?
    < Hi {customer}, yes: walnut and smoked oak. Oak ships within a week, walnut takes about four weeks.
    > Could you send me a sample of the smoked oak?
    < Gladly. Samples are free, it is on its way to the address in your account.
    > Brilliant
    `,
  ),
  dialogue(
    'address-change',
    `
    > I just noticed that I gave my old address for order {order}. Can you still change it?
    < You are just in time, {customer}, it has not been packed yet. What is the new one?
    > 27 Marlow Road, flat 3, {city}
    < Changed. You will get a new confirmation in a minute.
    `,
  ),
  dialogue(
    'thanks',
    `
    > Just wanted to say that the chairs arrived and look amazing in our kitchen! [chair]
    < {customer}, what a lovely picture, you made our day! Enjoy many long breakfasts on them.
    > We will :)
    `,
  ),
];
