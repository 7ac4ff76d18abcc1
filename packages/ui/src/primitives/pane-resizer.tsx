import type { KeyboardEvent, PointerEvent } from 'react';
import styles from './pane-resizer.module.css';

export interface PaneResizerProps {
  /** `Width of the conversation list`. */
  label: string;
  /** Width of the pane in pixels. */
  value: number;
  minimum: number;
  maximum: number;
  onValueChange: (value: number) => void;
  /** The side of the edge on which the pane is. */
  pane?: 'before' | 'after' | undefined;
}

/** The edge between two panes. Drag it, or move it by arrow keys (Shift: larger steps; Home and End: the limits). */
export function PaneResizer(props: PaneResizerProps) {
  const { value, minimum, maximum, onValueChange, pane = 'before' } = props;

  function resize(next: number) {
    onValueChange(Math.round(Math.min(maximum, Math.max(minimum, next))));
  }

  function onPointerDown(event: PointerEvent<HTMLDivElement>) {
    const handle: HTMLDivElement = event.currentTarget;
    const startX = event.clientX;
    const sign = growDirection(handle, pane);
    handle.setPointerCapture(event.pointerId);
    const drag = new AbortController();
    const options = { signal: drag.signal };
    handle.addEventListener('pointermove', (move) => resize(value + sign * (move.clientX - startX)), options);
    handle.addEventListener('lostpointercapture', () => drag.abort(), options);
  }

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>) {
    const step = growDirection(event.currentTarget, pane) * (event.shiftKey ? 48 : 8);
    const next = { ArrowLeft: value - step, ArrowRight: value + step, Home: minimum, End: maximum }[
      event.key
    ];
    if (next === undefined) return;
    event.preventDefault();
    resize(next);
  }

  return (
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={props.label}
      aria-valuenow={value}
      aria-valuemin={minimum}
      aria-valuemax={maximum}
      tabIndex={0}
      className={styles.handle}
      onPointerDown={onPointerDown}
      onKeyDown={onKeyDown}
    />
  );
}

/** 1: moving right makes the pane wider. -1: it makes the pane narrower. */
function growDirection(handle: HTMLElement, pane: 'before' | 'after'): 1 | -1 {
  const isRightToLeft = getComputedStyle(handle).direction === 'rtl';
  return (pane === 'before') === !isRightToLeft ? 1 : -1;
}
