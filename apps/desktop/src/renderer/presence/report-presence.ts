import type { SetPresenceInput } from '../../contract/presence.ts';

export interface ReportPresenceOptions {
  readonly conversationId: number;
  readonly say: (statement: SetPresenceInput) => void;
}

export interface PresenceReporter {
  /** The agent changed the text. */
  typed(): void;
  stop(): void;
}

/** Intervals at which presence is repeated, well within the time after which it expires. */
const repeatMs = 5_000;
const repeatTypingMs = 3_000;
/** After this pause the agent no longer counts as typing. */
const pauseMs = 4_000;

/** Reports the open conversation while the window has the focus, and withdraws it when the focus is lost. */
export function reportPresence({ conversationId, say }: ReportPresenceOptions): PresenceReporter {
  let isReported = false;
  let repeatTimer: ReturnType<typeof setInterval> | undefined;
  let pauseTimer: ReturnType<typeof setTimeout> | undefined;
  let typingReportedAtMs = Number.NEGATIVE_INFINITY;

  function reportActive(): void {
    isReported = true;
    const activity = pauseTimer === undefined ? 'viewing' : 'typing';
    if (activity === 'typing') typingReportedAtMs = performance.now();
    say({ conversationId, activity });
  }

  function reportGone(): void {
    clearInterval(repeatTimer);
    endTyping();
    if (isReported) say({ conversationId: null, activity: 'viewing' });
    isReported = false;
  }

  function endTyping(): void {
    clearTimeout(pauseTimer);
    pauseTimer = undefined;
    typingReportedAtMs = Number.NEGATIVE_INFINITY;
  }

  function update(): void {
    if (!document.hasFocus() || document.visibilityState === 'hidden') return reportGone();
    if (isReported) return;
    reportActive();
    clearInterval(repeatTimer);
    repeatTimer = setInterval(reportActive, repeatMs);
  }

  function typed(): void {
    update();
    if (!isReported) return;
    clearTimeout(pauseTimer);
    pauseTimer = setTimeout(() => {
      endTyping();
      reportActive();
    }, pauseMs);
    if (performance.now() - typingReportedAtMs >= repeatTypingMs) reportActive();
  }

  const leave = () => reportGone();
  window.addEventListener('focus', update);
  window.addEventListener('blur', leave);
  document.addEventListener('visibilitychange', update);
  update();
  return {
    typed,
    stop: () => {
      window.removeEventListener('focus', update);
      window.removeEventListener('blur', leave);
      document.removeEventListener('visibilitychange', update);
      reportGone();
    },
  };
}
