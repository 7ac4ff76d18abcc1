/** A system dependency of a run, and how to detect it. */
export interface SystemRequirement {
  /** Packages that provide it, newest name first: Ubuntu renamed some of Debian's. */
  readonly packages: readonly string[];
  readonly proof:
    | { readonly kind: 'library'; readonly name: string }
    | { readonly kind: 'command'; readonly name: string }
    | { readonly kind: 'file'; readonly path: string };
}

/** Libraries that Electron links against. */
export const electronRequirements: readonly SystemRequirement[] = [
  library('libgtk-3.so.0', 'libgtk-3-0t64', 'libgtk-3-0'),
  library('libnss3.so', 'libnss3'),
  library('libasound.so.2', 'libasound2t64', 'libasound2'),
  library('libgbm.so.1', 'libgbm1'),
  library('libXss.so.1', 'libxss1'),
  library('libnotify.so.4', 'libnotify4'),
  library('libsecret-1.so.0', 'libsecret-1-0'),
];

/** A virtual display, a session bus, a notification service, and a font with emoji. */
export const headlessRequirements: readonly SystemRequirement[] = [
  command('Xvfb', 'xvfb'),
  command('dbus-daemon', 'dbus-daemon', 'dbus'),
  file('/usr/lib/python3/dist-packages/dbusmock', 'python3-dbusmock'),
  file('/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf', 'fonts-noto-color-emoji'),
];

/**
 * Services besides Postgres that the server's tests use. The package also starts nats-server as a service if systemd
 * runs.
 */
export const serverTestRequirements: readonly SystemRequirement[] = [command('nats-server', 'nats-server')];

function library(name: string, ...packages: string[]): SystemRequirement {
  return { packages, proof: { kind: 'library', name } };
}

function command(name: string, ...packages: string[]): SystemRequirement {
  return { packages, proof: { kind: 'command', name } };
}

function file(path: string, ...packages: string[]): SystemRequirement {
  return { packages, proof: { kind: 'file', path } };
}
