import { TitleBar } from '@holdfast/ui/primitives/title-bar';

import { useShell } from '../app/shell-context.tsx';
import { useText } from '../i18n/use-text.ts';

export function WindowTitleBar(props: { readonly workspaceName: string | null }) {
  const shell = useShell();
  const text = useText();
  const windowButtons = {
    minimize: { label: text('window.minimize'), onPick: shell.minimizeWindow },
    maximize: { label: text('window.maximize'), onPick: shell.toggleMaximizeWindow },
    close: { label: text('window.close'), onPick: shell.closeWindow },
  };
  return (
    <TitleBar
      title={props.workspaceName ?? 'Holdfast'}
      windowButtons={shell.shell.windowButtons === 'own' ? windowButtons : undefined}
    />
  );
}
