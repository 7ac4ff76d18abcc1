import { useUi } from '../state/use-ui.tsx';

/** Announces changes of state to screen readers. */
export function LiveRegion() {
  const announcement = useUi((state) => state.announcement);
  return (
    <div className="visually-hidden" role="log" aria-live="polite">
      {announcement}
    </div>
  );
}
