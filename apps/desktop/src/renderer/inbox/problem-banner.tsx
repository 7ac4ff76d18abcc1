import { Banner } from '@holdfast/ui/primitives/banner';

import type { ReplicaError } from '../../contract/replica-error.ts';
import { errorText } from '../i18n/error-text.ts';
import { useText } from '../i18n/use-text.ts';
import styles from './inbox.module.css';

/** A fault of this device that the agent must know about. It disappears when the fault is fixed. */
export function ProblemBanner(props: { readonly problem: ReplicaError | null }) {
  const text = useText();
  if (props.problem === null) return null;
  return (
    <div className={styles.problem}>
      <Banner tone="failed" text={errorText(text, props.problem)} />
    </div>
  );
}
