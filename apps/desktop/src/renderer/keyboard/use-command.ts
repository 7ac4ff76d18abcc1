import { useEffect, useRef } from 'react';

import { useCommandRegistry } from './command-provider.tsx';
import type { CommandId } from './shortcuts.ts';

/** Handles a command while the component is mounted. Null: does not handle it. */
export function useCommand(command: CommandId, handler: (() => void) | null): void {
  const registry = useCommandRegistry();
  const latest = useRef(handler);
  useEffect(() => {
    latest.current = handler;
  });
  const isActive = handler !== null;
  useEffect(
    () => (isActive ? registry.register(command, () => latest.current?.()) : undefined),
    [registry, command, isActive],
  );
}
