/** Platform and channel in one line. A channel name that begins with the platform's name is used alone. */
export function channelLabel(platformLabel: string, channelName: string): string {
  return channelName.toLowerCase().startsWith(platformLabel.toLowerCase())
    ? channelName
    : `${platformLabel} · ${channelName}`;
}
