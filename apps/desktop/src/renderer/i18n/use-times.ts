import { useMemo } from 'react';
import { useIntl } from 'react-intl';

import { dayKey } from './day-key.ts';
import { useText } from './use-text.ts';

export interface Times {
  /** Short form: the time today, the weekday this week, otherwise the date. */
  readonly short: (at: string, now: number) => string;
  readonly clock: (at: string) => string;
  readonly full: (at: string) => string;
  /** `Today`, `Yesterday`, `Monday, 3 May`. */
  readonly day: (at: string, now: number) => string;
  /** A duration without a direction: `3h`, `12m`. */
  readonly span: (milliseconds: number) => string;
}

const dayMs = 86_400_000;

/** Formats times in the agent's locale and the time zone of the computer. */
export function useTimes(): Times {
  const intl = useIntl();
  const text = useText();
  return useMemo(() => {
    function isToday(at: string, now: number): boolean {
      return dayKey(at) === dayKey(now);
    }
    function date(at: string, now: number, weekday: 'long' | undefined): string {
      const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
      return intl.formatDate(at, {
        ...(weekday === undefined ? {} : { weekday }),
        day: 'numeric',
        month: weekday === undefined ? 'short' : 'long',
        ...(sameYear ? {} : { year: 'numeric' }),
      });
    }
    return {
      short: (at, now) => {
        if (isToday(at, now)) return intl.formatTime(at, { timeStyle: 'short' });
        const isThisWeek = Math.abs(now - Date.parse(at)) < 6 * dayMs;
        return isThisWeek ? intl.formatDate(at, { weekday: 'short' }) : date(at, now, undefined);
      },
      clock: (at) => intl.formatTime(at, { timeStyle: 'short' }),
      full: (at) => intl.formatDate(at, { dateStyle: 'full', timeStyle: 'short' }),
      day: (at, now) => {
        if (isToday(at, now)) return text('time.today');
        if (dayKey(at) === dayKey(now - dayMs)) return text('time.yesterday');
        return date(at, now, 'long');
      },
      span: (milliseconds) => {
        const minutes = Math.max(0, Math.round(milliseconds / 60_000));
        if (minutes < 60) return unit(minutes, 'minute');
        if (minutes < 48 * 60) return unit(Math.round(minutes / 60), 'hour');
        return unit(Math.round(minutes / 1440), 'day');
      },
    };
    function unit(value: number, name: 'minute' | 'hour' | 'day'): string {
      return intl.formatNumber(value, { style: 'unit', unit: name, unitDisplay: 'narrow' });
    }
  }, [intl, text]);
}
