import type { UserRole } from '@holdfast/schema/domain/user';

export interface DemoPerson {
  name: string;
  email: string;
  role: UserRole;
  locale: string;
}

/** The users of the demo workspace. `pnpm start` signs the app in as the first one. */
export const demoPeople: readonly DemoPerson[] = [
  { name: 'Mara Lindqvist', email: 'mara@demo.holdfast.example', role: 'agent', locale: 'en' },
  { name: 'Jonas Weber', email: 'jonas@demo.holdfast.example', role: 'agent', locale: 'de' },
  { name: 'Amira Haddad', email: 'amira@demo.holdfast.example', role: 'agent', locale: 'en' },
  { name: 'Tomás Ribeiro', email: 'tomas@demo.holdfast.example', role: 'agent', locale: 'en' },
  { name: 'Solène Marchand', email: 'solene@demo.holdfast.example', role: 'agent', locale: 'en' },
  { name: 'Defne Aydın', email: 'defne@demo.holdfast.example', role: 'agent', locale: 'de' },
  { name: 'Ingrid Solberg', email: 'ingrid@demo.holdfast.example', role: 'supervisor', locale: 'en' },
  { name: 'Noor de Vries', email: 'noor@demo.holdfast.example', role: 'admin', locale: 'en' },
];
