/** Whether windows can be shown to a person here. */
export function hasDisplay(): boolean {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
}

/**
 * The command line that runs a command with a display: the person's own, or a virtual one that nobody sees. The
 * virtual one comes with a session bus of its own, where tests can watch notifications.
 */
export function onDisplay(command: readonly string[], display: 'own' | 'virtual'): string[] {
  if (display === 'own' || process.platform !== 'linux') return [...command];
  return ['dbus-run-session', '--', 'xvfb-run', '-a', '-s', '-screen 0 1920x1200x24', ...command];
}
