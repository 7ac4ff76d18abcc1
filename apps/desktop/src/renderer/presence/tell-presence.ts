import type { SetPresenceInput } from '../../contract/presence.ts';

export interface TellPresenceOptions {
  readonly conversationId: number;
  readonly say: (statement: SetPresenceInput) => void;
}

export interface ToldPresence {
  /** The words that are being written have changed. */
  typed(): void;
  stop(): void;
}

/** Well within the time after which who says nothing more is forgotten. */
const repeatMilliseconds = 5_000;
const repeatTypingMilliseconds = 3_000;
/** Who pauses this long is only there. */
const pauseMilliseconds = 4_000;

/** Says where the agent is for as long as the window has the focus, and takes it back when it has not. */
export function tellPresence({ conversationId, say }: TellPresenceOptions): ToldPresence {
  let isSaid = false;
  let repeatTimer: ReturnType<typeof setInterval> | undefined;
  let pauseTimer: ReturnType<typeof setTimeout> | undefined;
  let typingSaidAt = Number.NEGATIVE_INFINITY;

  function sayHere(): void {
    isSaid = true;
    const activity = pauseTimer === undefined ? 'viewing' : 'typing';
    if (activity === 'typing') typingSaidAt = performance.now();
    say({ conversationId, activity });
  }

  function sayGone(): void {
    clearInterval(repeatTimer);
    endTyping();
    if (isSaid) say({ conversationId: null, activity: 'viewing' });
    isSaid = false;
  }

  function endTyping(): void {
    clearTimeout(pauseTimer);
    pauseTimer = undefined;
    typingSaidAt = Number.NEGATIVE_INFINITY;
  }

  function look(): void {
    if (!document.hasFocus() || document.visibilityState === 'hidden') return sayGone();
    if (isSaid) return;
    sayHere();
    clearInterval(repeatTimer);
    repeatTimer = setInterval(sayHere, repeatMilliseconds);
  }

  function typed(): void {
    look();
    if (!isSaid) return;
    clearTimeout(pauseTimer);
    pauseTimer = setTimeout(() => {
      endTyping();
      sayHere();
    }, pauseMilliseconds);
    if (performance.now() - typingSaidAt >= repeatTypingMilliseconds) sayHere();
  }

  const leave = () => sayGone();
  window.addEventListener('focus', look);
  window.addEventListener('blur', leave);
  document.addEventListener('visibilitychange', look);
  look();
  return {
    typed,
    stop: () => {
      window.removeEventListener('focus', look);
      window.removeEventListener('blur', leave);
      document.removeEventListener('visibilitychange', look);
      sayGone();
    },
  };
}
