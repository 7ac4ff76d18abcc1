import type { PresentPerson } from '../../contract/presence.ts';
import { useText } from '../i18n/use-text.ts';
import { writingText } from './presence-text.ts';
import styles from './presence.module.css';

/** Above the field, over the end of the timeline, so that nothing is pushed aside under the agent's hands. */
export function WritingHint({ people }: { readonly people: readonly PresentPerson[] }) {
  const text = useText();
  const hint = writingText(people, text);
  return hint === null ? null : <p className={styles.hint}>{hint}</p>;
}
