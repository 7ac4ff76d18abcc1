import styles from './conversation.module.css';

export function TagDot({ color }: { readonly color: string }) {
  return <span className={styles.tagDot} style={{ backgroundColor: color }} />;
}
