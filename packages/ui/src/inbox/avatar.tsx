import type { Platform } from '@holdfast/schema/domain/platform';
import { clsx } from 'clsx';
import type { CSSProperties } from 'react';
import { avatarHue } from '../behavior/avatar-hue.ts';
import { initialsOf } from '../behavior/initials.ts';
import { PlatformGlyph } from './platform-glyph.tsx';
import styles from './avatar.module.css';

export interface AvatarProps {
  name: string;
  /** Determines the hue, so that the hue survives a change of name. Default: the name. */
  seed?: string | undefined;
  imageUrl?: string | undefined;
  platform?: Platform | undefined;
  /** Names the platform for screen readers. */
  platformLabel?: string | undefined;
  presence?: { isOnline: boolean; label: string } | undefined;
  /** 16, 24, 32 and 40 pixels. */
  size?: 'tiny' | 'small' | 'medium' | 'large' | undefined;
}

/**
 * A person: image, or initials on a colored ground, with the platform or the presence at the corner. Hidden from screen
 * readers, because the name is displayed beside it.
 */
export function Avatar(props: AvatarProps) {
  const { name, seed = name, imageUrl, platform, platformLabel, presence, size = 'medium' } = props;
  const hue: CSSProperties & Record<'--avatar-hue', number> = { '--avatar-hue': avatarHue(seed) };
  return (
    <span className={clsx(styles.avatar, styles[size])} style={hue}>
      {imageUrl === undefined ? (
        <span className={styles.initials} aria-hidden="true">
          {initialsOf(name, size === 'tiny' ? 1 : 2)}
        </span>
      ) : (
        <img className={styles.image} src={imageUrl} alt="" draggable={false} />
      )}
      {platform === undefined ? null : (
        <span className={styles.platform}>
          <PlatformGlyph platform={platform} label={platformLabel} size={size === 'large' ? 12 : 10} />
        </span>
      )}
      {presence === undefined ? null : (
        <span
          className={clsx(styles.presence, presence.isOnline && styles.online)}
          role="img"
          aria-label={presence.label}
        />
      )}
    </span>
  );
}
