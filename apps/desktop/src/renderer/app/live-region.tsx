import { useUi } from '../state/use-ui.tsx';

/** Reads changes of state out to those who do not see them. */
export function LiveRegion() {
  const announcement = useUi((state) => state.announcement);
  return (
    <div className="visually-hidden" role="log" aria-live="polite">
      {announcement}
    </div>
  );
}
