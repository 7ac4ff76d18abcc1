export interface SnoozeChoice {
  readonly id: 'later' | 'tomorrow' | 'monday';
  readonly until: string;
}

const startOfWorkHour = 9;
const laterHours = 3;

/** Times until which a conversation can be snoozed: in three hours, tomorrow at 9:00, Monday at 9:00, in local time. */
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
  morning.setHours(startOfWorkHour, 0, 0, 0);
  return morning.toISOString();
}
