import type { PresentPerson } from '../../contract/presence.ts';
import type { Text } from '../i18n/use-text.ts';

/** Names the colleagues who type, otherwise those who have the conversation open, in one line. */
export function presenceText(people: readonly PresentPerson[], text: Text): string {
  const writers = people.filter(({ activity }) => activity === 'typing');
  const named = writers.length > 0 ? writers : people;
  const values = { names: namesOf(named, text), count: named.length };
  return text(writers.length > 0 ? 'presence.writing' : 'presence.here', values);
}

/** Null if no colleague types. */
export function writingText(people: readonly PresentPerson[], text: Text): string | null {
  const writers = people.filter(({ activity }) => activity === 'typing');
  if (writers.length === 0) return null;
  return text('composer.alsoWriting', { names: namesOf(writers, text), count: writers.length });
}

function namesOf(people: readonly PresentPerson[], text: Text): string {
  const [first = '', second = ''] = people.map(({ name }) => name);
  if (people.length === 1) return first;
  if (people.length === 2) return text('presence.two', { first, second });
  return text('presence.many', { first, count: people.length - 1 });
}
