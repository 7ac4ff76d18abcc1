/** Names the day of a moment in the time zone of the machine; equal for two moments of one day. */
export function dayKey(at: string | number): string {
  const date = new Date(at);
  return `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`;
}
