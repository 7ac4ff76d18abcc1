/** Returns true if this machine has a display for windows. */
export function hasDisplay(): boolean {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
}

/**
 * Returns a command line that runs a command on a display: the user's own, or a virtual one with its own session bus,
 * on which tests can observe notifications.
 */
export function onDisplay(command: readonly string[], display: 'own' | 'virtual'): string[] {
  if (display === 'own' || process.platform !== 'linux') return [...command];
  return ['dbus-run-session', '--', 'xvfb-run', '-a', '-s', '-screen 0 1920x1200x24', ...command];
}
