/** The platform and the channel in one line; a channel that already bears the platform's name says it once. */
export function channelLabel(platformLabel: string, channelName: string): string {
  return channelName.toLowerCase().startsWith(platformLabel.toLowerCase())
    ? channelName
    : `${platformLabel} · ${channelName}`;
}
