import { arabic } from './arabic.ts';
import type { Dialogue } from './dialogue.ts';
import { english } from './english.ts';
import { french } from './french.ts';
import { german } from './german.ts';
import { spanish } from './spanish.ts';
import { turkish } from './turkish.ts';

/** A language with the names, topics and cities of its customers. */
export interface SampleLanguage {
  locale: string;
  /** Share of customers, in tenths. */
  share: number;
  dialogues: readonly Dialogue[];
  firstNames: readonly string[];
  lastNames: readonly string[];
  products: readonly string[];
  cities: readonly string[];
  days: readonly string[];
  phonePrefix: string;
}

export const languages: readonly SampleLanguage[] = [
  {
    locale: 'en',
    share: 3,
    dialogues: english,
    firstNames: [
      'Olivia',
      'Harriet',
      'Daniel',
      'Priya',
      'Callum',
      'Grace',
      'Samuel',
      'Niamh',
      'Imani',
      'Theo',
      'Ruth',
      'Kwame',
    ],
    lastNames: [
      'Bennett',
      'Okafor',
      'Hughes',
      'Sharma',
      'Doyle',
      'Whitfield',
      'Fraser',
      'Osei',
      'Marsh',
      'Kavanagh',
    ],
    products: ['desk lamp', 'oak side table', 'linen armchair', 'wall shelf', 'wool rug'],
    cities: ['Bristol', 'Leeds', 'Edinburgh', 'Dublin'],
    days: ['Tuesday', 'Wednesday', 'Thursday', 'Friday'],
    phonePrefix: '+44 7700 9',
  },
  {
    locale: 'de',
    share: 3,
    dialogues: german,
    firstNames: [
      'Lena',
      'Friedrich',
      'Anke',
      'Tobias',
      'Mehmet',
      'Svenja',
      'Matthias',
      'Greta',
      'Holger',
      'Beate',
      'Jürgen',
      'Milena',
    ],
    lastNames: [
      'Krüger',
      'Hoffmann',
      'Bäumer',
      'Schäfer',
      'Yılmaz',
      'Petersen',
      'Vogt',
      'Lindemann',
      'Groß',
      'Novak',
    ],
    products: ['Leinenlampe', 'Wandleuchte', 'Sitzbank aus Eiche', 'Garderobe', 'Wolldecke'],
    cities: ['Köln', 'Hamburg', 'Leipzig', 'Wien'],
    days: ['Dienstag', 'Mittwoch', 'Donnerstag', 'Freitag'],
    phonePrefix: '+49 151 2',
  },
  {
    locale: 'es',
    share: 1,
    dialogues: spanish,
    firstNames: ['Lucía', 'Iñaki', 'Carmen', 'Mateo', 'Nuria', 'Joaquín'],
    lastNames: ['Ibáñez', 'Serrano', 'Ochoa', 'Peña', 'Villalba', 'Cortés'],
    products: ['lámpara de pie', 'mesa auxiliar', 'butaca', 'estantería'],
    cities: ['Valencia', 'Bilbao', 'Madrid'],
    days: ['martes', 'miércoles', 'jueves', 'viernes'],
    phonePrefix: '+34 611 4',
  },
  {
    locale: 'fr',
    share: 1,
    dialogues: french,
    firstNames: ['Camille', 'Étienne', 'Aïcha', 'Margaux', 'Olivier', 'Zoé'],
    lastNames: ['Lefèvre', 'Garnier', 'Benali', 'Rousseau', 'Perrin', 'Diallo'],
    products: ['lampe de bureau', 'table basse', 'chaise en chêne', 'commode'],
    cities: ['Lyon', 'Nantes', 'Lille'],
    days: ['mardi', 'mercredi', 'jeudi', 'vendredi'],
    phonePrefix: '+33 6 39 98 ',
  },
  {
    locale: 'ar',
    share: 1,
    dialogues: arabic,
    firstNames: ['ليلى', 'عمر', 'نور', 'ياسمين', 'كريم', 'هدى'],
    lastNames: ['الحداد', 'منصور', 'الخطيب', 'سليمان', 'العلي'],
    products: ['طاولة الطعام', 'الخزانة', 'الأريكة', 'المكتبة'],
    cities: ['عمّان', 'دبي', 'القاهرة'],
    days: ['الثلاثاء', 'الأربعاء', 'الخميس'],
    phonePrefix: '+962 7 9',
  },
  {
    locale: 'tr',
    share: 1,
    dialogues: turkish,
    firstNames: ['Elif', 'Mert', 'Zeynep', 'Kerem', 'Ayşe', 'Deniz'],
    lastNames: ['Yıldız', 'Şahin', 'Çelik', 'Öztürk', 'Arslan', 'Koç'],
    products: ['masa lambası', 'kitaplık', 'sehpa', 'berjer'],
    cities: ['İzmir', 'Ankara', 'İstanbul'],
    days: ['salı', 'çarşamba', 'perşembe', 'cuma'],
    phonePrefix: '+90 532 4',
  },
];
