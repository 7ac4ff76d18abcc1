import type { CustomerMessage } from '../world/customer.ts';

/** The customers of the morning, oldest first. The tour's own customer is not among them. */
export const morning: readonly CustomerMessage[] = [
  from('mateo', 'Mateo Ruiz', 'es', '¿Puedo cambiar la dirección de entrega de mi pedido de ayer?'),
  from(
    'sven',
    'Sven Lindqvist',
    'sv',
    'Hi! The left sail bag has a torn seam. I can send pictures if you need them.',
  ),
  from('elif', 'Elif Yılmaz', 'tr', 'Merhaba, dünkü siparişimin faturasını alabilir miyim?'),
  from('layla', 'ليلى منصور', 'ar', 'مرحبا، هل يمكنني استبدال المقاس بعد الشحن؟'),
  from('greta', 'Greta Vogel', 'de', 'Guten Morgen, kommt die Rechnung per E-Mail oder liegt sie im Paket?'),
  from(
    'noah',
    'Noah Clarke',
    'en',
    'Do you still have the brass cleats in 120 mm? I need six of them before Friday.',
  ),
];

export const lena: CustomerMessage = {
  externalId: 'lena-1',
  contact: {
    externalId: 'lena',
    name: 'Lena Fischer',
    email: 'lena.fischer@example.com',
    locale: 'en',
  },
  text: 'Hello, my parcel was to arrive on Tuesday and the tracking has not moved since. Could you look into it?',
};

function from(externalId: string, name: string, locale: string, text: string): CustomerMessage {
  return {
    externalId: `${externalId}-1`,
    contact: { externalId, name, email: `${externalId}@example.com`, locale },
    text,
  };
}
