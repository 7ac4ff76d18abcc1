import type { Platform } from '@holdfast/schema/domain/platform';
import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import styles from './platform-glyph.module.css';

export interface PlatformGlyphProps {
  platform: Platform;
  /** The platform's name for screen readers. Omit it if the name is displayed beside the glyph. */
  label?: string | undefined;
  size?: number | undefined;
  /** Uses the platform's color instead of the text's. */
  isColored?: boolean | undefined;
}

/** A small glyph of a platform. We draw all five in one stroke weight, so that none stands out in the list. */
export function PlatformGlyph({ platform, label, size = 12, isColored = false }: PlatformGlyphProps) {
  return (
    <svg
      className={clsx(styles.glyph, isColored && styles[platform])}
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.75}
      strokeLinecap="round"
      strokeLinejoin="round"
      {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    >
      {shapes[platform]}
    </svg>
  );
}

const shapes: Record<Platform, ReactNode> = {
  whatsapp: (
    <>
      <path d="M2 14l.9-3.1A6.1 6.1 0 1 1 5.2 13.1z" />
      <path
        d="M6.1 5.7c-.3 2.4 1.8 4.5 4.2 4.2l.3-1.2-1.4-.6-.7.6a3 3 0 0 1-1.2-1.2l.6-.7-.6-1.4z"
        fill="currentColor"
        strokeWidth={0.5}
      />
    </>
  ),
  facebook: (
    <>
      <path d="M8 1.8c-3.5 0-6.2 2.5-6.2 5.7 0 1.8.8 3.3 2.1 4.4v2.3l2-1.1c.7.2 1.4.3 2.1.3 3.5 0 6.2-2.6 6.2-5.9S11.5 1.8 8 1.8z" />
      <path d="M4.7 9l2.2-2.4 2 1.5L11.2 6" />
    </>
  ),
  instagram: (
    <>
      <rect x="2" y="2" width="12" height="12" rx="3.6" />
      <circle cx="8" cy="8" r="2.7" />
      <circle cx="11.4" cy="4.6" r="0.5" fill="currentColor" strokeWidth={0.8} />
    </>
  ),
  telegram: (
    <>
      <path d="M14.2 2.4L1.8 7.2l3.9 1.5 1.7 4.9 2-2.6 3.2 2.3z" />
      <path d="M5.7 8.7l5.2-3.6-3.5 4.4" />
    </>
  ),
  http: (
    <>
      <path d="M5.2 4.4L1.8 8l3.4 3.6" />
      <path d="M10.8 4.4L14.2 8l-3.4 3.6" />
      <path d="M9.2 3.2L6.8 12.8" />
    </>
  ),
};
