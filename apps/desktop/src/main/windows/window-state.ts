import { z } from 'zod';

export const windowStateSchema = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(1),
  height: z.number().int().min(1),
  maximized: z.boolean(),
});
export type RememberedWindow = z.infer<typeof windowStateSchema>;

export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const minWindow = { width: 640, height: 480 };
const defaultWindow = { width: 1280, height: 800 };

/**
 * Returns where to open the window: at its last place if enough of its title bar is on a screen, otherwise in its
 * default size in the middle of the first screen. `screens` are the work areas, the primary one first.
 */
export function placeWindow(
  remembered: RememberedWindow | null,
  screens: readonly Area[],
): Area & { readonly maximized: boolean } {
  if (remembered !== null && screens.some((screen) => isReachable(remembered, screen))) return remembered;
  const screen = screens[0] ?? { x: 0, y: 0, ...defaultWindow };
  const width = Math.min(defaultWindow.width, screen.width);
  const height = Math.min(defaultWindow.height, screen.height);
  return {
    x: screen.x + Math.floor((screen.width - width) / 2),
    y: screen.y + Math.floor((screen.height - height) / 2),
    width,
    height,
    maximized: remembered?.maximized ?? false,
  };
}

/** Size in pixels of the part of the title bar that must lie on a screen. */
const minReachableArea = { width: 120, height: 32 };

function isReachable(window: Area, screen: Area): boolean {
  const left = Math.max(window.x, screen.x);
  const right = Math.min(window.x + window.width, screen.x + screen.width);
  const isTopVisible = window.y >= screen.y && window.y + minReachableArea.height <= screen.y + screen.height;
  return right - left >= minReachableArea.width && isTopVisible;
}
