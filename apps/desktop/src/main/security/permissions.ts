import type { Session } from 'electron';
import { isAppAddress } from './app-address.ts';

/** Our pages only need to copy text. */
const allowedPermissions: readonly string[] = ['clipboard-sanitized-write'];

export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, respond, details) => {
    respond(allowedPermissions.includes(permission) && isAppAddress(details.requestingUrl));
  });
  session.setPermissionCheckHandler(
    (_contents, permission, origin) => allowedPermissions.includes(permission) && isAppAddress(origin),
  );
  session.setDevicePermissionHandler(() => false);
}
