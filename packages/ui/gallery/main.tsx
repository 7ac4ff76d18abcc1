import '@holdfast/ui/tokens/fonts.css';
import '@holdfast/ui/tokens/tokens.css';
import '@holdfast/ui/tokens/base.css';
import { createRoot } from 'react-dom/client';
import { UiProvider } from '../src/primitives/ui-provider.tsx';
import { ControlsView } from './controls-view.tsx';
import { InboxGallery } from './inbox-view.tsx';
import { OverlaysView } from './overlays-view.tsx';
import { TimelineGallery } from './timeline-view.tsx';

// ?view=inbox|timeline|controls|overlays &theme=light|dark &density=comfortable|compact &dir=ltr|rtl
const query = new URLSearchParams(location.search);
const views = {
  inbox: InboxGallery,
  timeline: TimelineGallery,
  controls: ControlsView,
  overlays: OverlaysView,
};

const document_ = document.documentElement;
document_.dataset['theme'] = query.get('theme') ?? 'light';
document_.dataset['density'] = query.get('density') ?? 'comfortable';
const direction = query.get('dir') === 'rtl' ? 'rtl' : 'ltr';
document_.dir = direction;

const root = document.querySelector('#root');
if (root !== null) {
  const View = chosenView();
  createRoot(root).render(
    <UiProvider direction={direction}>
      <View />
    </UiProvider>,
  );
}

function chosenView() {
  const name = query.get('view');
  return name === 'timeline' || name === 'controls' || name === 'overlays' ? views[name] : views.inbox;
}
