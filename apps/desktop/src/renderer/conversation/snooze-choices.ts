export interface SnoozeChoice {
  readonly id: 'later' | 'tomorrow' | 'monday';
  readonly until: string;
}

const startOfWork = 9;
const laterHours = 3;

/** Until when a conversation may sleep: a few hours, tomorrow morning, Monday morning, in local time. */
export function snoozeChoices(now: Date): readonly SnoozeChoice[] {
  const later = new Date(now);
  later.setHours(now.getHours() + laterHours, now.getMinutes(), 0, 0);
  const daysToMonday = (8 - now.getDay()) % 7 || 7;
  return [
    { id: 'later', until: later.toISOString() },
    { id: 'tomorrow', until: morningAfter(now, 1) },
    ...(daysToMonday === 1 ? [] : [{ id: 'monday' as const, until: morningAfter(now, daysToMonday) }]),
  ];
}

function morningAfter(now: Date, days: number): string {
  const morning = new Date(now);
  morning.setDate(now.getDate() + days);
  morning.setHours(startOfWork, 0, 0, 0);
  return morning.toISOString();
}
