export interface DemoCannedResponse {
  shortcut: string;
  title: string;
  category: string;
  content: string;
  /** E-mail address of the owner; if missing, the response is shared by the team. */
  owner?: string;
}

const mara = 'mara@demo.holdfast.example';
const jonas = 'jonas@demo.holdfast.example';

export const demoCannedResponses: readonly DemoCannedResponse[] = [
  {
    shortcut: 'hello',
    title: 'Greeting',
    category: 'greeting',
    content:
      'Hello {{customer.first_name}}, thank you for your message! I am {{agent.first_name}} and I will look into this right away.',
  },
  {
    shortcut: 'hallo',
    title: 'Begrüßung',
    category: 'greeting',
    content:
      'Hallo {{customer.name}}, danke für Ihre Nachricht! Ich bin {{agent.first_name}} und schaue mir das sofort an.',
  },
  {
    shortcut: 'hola',
    title: 'Saludo',
    category: 'greeting',
    content:
      '¡Hola, {{customer.first_name}}! Soy {{agent.first_name}}. Gracias por escribirnos, ahora mismo lo miro.',
  },
  {
    shortcut: 'bonjour',
    title: 'Accueil',
    category: 'greeting',
    content:
      'Bonjour {{customer.name}}, merci pour votre message ! {{agent.first_name}} à votre service, je regarde tout de suite.',
  },
  {
    shortcut: 'ahlan',
    title: 'ترحيب',
    category: 'greeting',
    content: 'أهلاً {{customer.name}}، شكراً لتواصلك معنا. معك {{agent.first_name}} وسأتابع طلبك حالاً.',
  },
  {
    shortcut: 'merhaba',
    title: 'Karşılama',
    category: 'greeting',
    content:
      'Merhaba {{customer.name}}, mesajınız için teşekkürler! Ben {{agent.first_name}}, hemen ilgileniyorum.',
  },
  {
    shortcut: 'track',
    title: 'Where is my parcel',
    category: 'delivery',
    content:
      'Hi {{customer.first_name}}, your parcel is on its way. You can follow it any time with the link in your shipping e-mail; it is updated every few hours.',
  },
  {
    shortcut: 'delay',
    title: 'Delivery is late',
    category: 'delivery',
    content:
      'I am sorry about the delay, {{customer.first_name}}. I have asked the carrier for the parcel’s whereabouts and will write to you as soon as I have an answer, tomorrow at the latest.',
  },
  {
    shortcut: 'verspätung',
    title: 'Lieferung verspätet',
    category: 'delivery',
    content:
      'Bitte entschuldigen Sie die Verspätung, {{customer.name}}. Ich habe beim Versand nachgefragt und melde mich spätestens morgen bei Ihnen.',
  },
  {
    shortcut: 'neighbour',
    title: 'Leave with a neighbour',
    category: 'delivery',
    content:
      'Done: the driver may leave the parcel with a neighbour. You will find a note in your letter box.',
  },
  {
    shortcut: 'refund',
    title: 'Refund released',
    category: 'refund',
    content:
      'Good news, {{customer.first_name}}: your refund is released. It takes three to five working days to show up on your account.',
  },
  {
    shortcut: 'erstattung',
    title: 'Erstattung freigegeben',
    category: 'refund',
    content:
      'Gute Nachricht, {{customer.name}}: Ihre Erstattung ist freigegeben und in drei bis fünf Werktagen auf Ihrem Konto.',
  },
  {
    shortcut: 'return',
    title: 'How to return',
    category: 'refund',
    content:
      'You can return it within 60 days, free of charge. I have just sent the label to {{customer.email}}; drop the parcel at any parcel shop.',
  },
  {
    shortcut: 'reembolso',
    title: 'Reembolso en marcha',
    category: 'refund',
    content:
      'Ya está, {{customer.first_name}}: el reembolso está en marcha y llegará a tu cuenta en tres a cinco días laborables.',
  },
  {
    shortcut: 'broken',
    title: 'Arrived broken',
    category: 'complaint',
    content:
      'I am so sorry that it arrived broken, {{customer.first_name}}. A replacement leaves our warehouse today, and there is no need to send the broken one back.',
  },
  {
    shortcut: 'photo',
    title: 'Ask for a picture',
    category: 'complaint',
    content:
      'Could you send me a picture of the damage and of the label on the box? Then I can sort this out without any further questions.',
  },
  {
    shortcut: 'foto',
    title: 'Foto erbitten',
    category: 'complaint',
    content:
      'Könnten Sie mir bitte ein Foto vom Schaden und vom Etikett auf dem Karton schicken? Dann kläre ich alles Weitere direkt.',
  },
  {
    shortcut: 'hours',
    title: 'Opening hours',
    category: 'faq',
    content:
      'Our showrooms are open Monday to Friday from 10 to 19 and on Saturday from 10 to 18. Online we answer from 8 to 22 every day.',
  },
  {
    shortcut: 'booking',
    title: 'Appointment confirmed',
    category: 'booking',
    content:
      'Your appointment is confirmed, {{customer.first_name}}. If something comes up, just answer this message. We are looking forward to your visit!',
  },
  {
    shortcut: 'termin',
    title: 'Termin bestätigt',
    category: 'booking',
    content:
      'Ihr Termin ist bestätigt, {{customer.name}}. Wenn etwas dazwischenkommt, antworten Sie einfach hier. Wir freuen uns auf Sie!',
  },
  {
    shortcut: 'invoice',
    title: 'Invoice details',
    category: 'billing',
    content:
      'Gladly. Please send me the exact company name, the address and the VAT number, and I will issue a new invoice right away.',
  },
  {
    shortcut: 'anything',
    title: 'Anything else?',
    category: 'closing',
    content: 'Is there anything else I can do for you, {{customer.first_name}}?',
  },
  {
    shortcut: 'bye',
    title: 'Goodbye',
    category: 'closing',
    content:
      'Thank you for getting in touch, {{customer.first_name}}. Have a lovely day!\n{{agent.name}}, {{workspace.name}}',
  },
  {
    shortcut: 'tschüss',
    title: 'Verabschiedung',
    category: 'closing',
    content:
      'Vielen Dank für Ihre Nachricht, {{customer.name}}, und einen schönen Tag!\n{{agent.name}}, {{workspace.name}}',
  },
  {
    shortcut: 'oak',
    title: 'Care for oiled oak',
    category: 'product',
    content:
      'For oiled oak: wipe with a damp cloth, dry at once, and oil once a year. A water stain goes away with a little oil and a warm cloth.',
    owner: mara,
  },
  {
    shortcut: 'samples',
    title: 'Free wood samples',
    category: 'product',
    content:
      'I have put a set of samples in the post for you, {{customer.first_name}}: oak light, oak smoked and walnut. They are yours to keep.',
    owner: mara,
  },
  {
    shortcut: 'werkstatt',
    title: 'Reparatur in der Werkstatt',
    category: 'product',
    content:
      'Das bekommen wir in der Werkstatt wieder hin, {{customer.name}}. Die Reparatur dauert etwa zehn Tage; abgeholt wird kostenlos.',
    owner: jonas,
  },
];
