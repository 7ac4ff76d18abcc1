import { Avatar } from '@holdfast/ui/inbox/avatar';

import type { PresentPerson } from '../../contract/presence.ts';
import { localImage } from '../app/local-image.ts';
import { useText } from '../i18n/use-text.ts';
import { presenceText } from './presence-text.ts';
import styles from './presence.module.css';

const maxAvatars = 3;

/** Colleagues in the conversation. The line that shows them exists anyway, so nothing moves. */
export function PresenceLine({ people }: { readonly people: readonly PresentPerson[] }) {
  const text = useText();
  if (people.length === 0) return null;
  return (
    <span className={styles.line} title={people.map(({ name }) => name).join(', ')}>
      <span className={styles.avatars}>
        {people.slice(0, maxAvatars).map((person) => (
          <Avatar
            key={person.id}
            name={person.name}
            seed={`user:${person.id}`}
            imageUrl={localImage(person.avatarUrl)}
            size="tiny"
          />
        ))}
      </span>
      <span className={styles.words}>{presenceText(people, text)}</span>
    </span>
  );
}
