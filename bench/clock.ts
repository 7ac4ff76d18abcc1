/** Reads the machine's monotonic clock in milliseconds. All processes of the machine see the same clock. */
export function nowMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
