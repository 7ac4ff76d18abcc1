/** Returns the local date as a key, equal for two times of the same day in the time zone of the computer. */
export function dayKey(at: string | number): string {
  const date = new Date(at);
  return `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`;
}
