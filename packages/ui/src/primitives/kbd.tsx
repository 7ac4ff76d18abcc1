import styles from './kbd.module.css';

export interface KbdProps {
  /**
   * Keys as printed on the keyboard. `+` joins keys pressed together; a space separates keys pressed one after the
   * other.
   */
  keys: string;
}

/** A key or a key sequence, drawn as key caps. */
export function Kbd({ keys }: KbdProps) {
  return (
    <span className={styles.sequence} dir="ltr">
      {keys.split(' ').map((chord, position) => (
        <kbd key={position} className={styles.chord}>
          {splitChord(chord).map((key) => (
            <kbd key={key} className={styles.key}>
              {key}
            </kbd>
          ))}
        </kbd>
      ))}
    </span>
  );
}

function splitChord(chord: string): string[] {
  return chord === '+' ? ['+'] : chord.split('+');
}
