export interface SlaTargets {
  firstResponseTimeMinutes: number;
  resolutionTimeHours: number;
}

export interface SlaDueTimes {
  firstResponseDueAt: string;
  resolutionDueAt: string;
}

/** When a conversation that starts (or starts anew) at `startedAt` must be answered and resolved. */
export function slaDueTimes(targets: SlaTargets, startedAt: number): SlaDueTimes {
  return {
    firstResponseDueAt: new Date(startedAt + targets.firstResponseTimeMinutes * 60_000).toISOString(),
    resolutionDueAt: new Date(startedAt + targets.resolutionTimeHours * 3_600_000).toISOString(),
  };
}
