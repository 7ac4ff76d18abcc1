export interface SlaTargets {
  firstResponseTimeMinutes: number;
  resolutionTimeHours: number;
}

export interface SlaDueTimes {
  firstResponseDueAt: string;
  resolutionDueAt: string;
}

/**
 * Returns the due times of first response and resolution for a conversation created or reopened at `startedAt` (Unix
 * ms).
 */
export function slaDueTimes(targets: SlaTargets, startedAt: number): SlaDueTimes {
  return {
    firstResponseDueAt: new Date(startedAt + targets.firstResponseTimeMinutes * 60_000).toISOString(),
    resolutionDueAt: new Date(startedAt + targets.resolutionTimeHours * 3_600_000).toISOString(),
  };
}
