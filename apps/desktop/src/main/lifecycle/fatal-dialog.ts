import { dialog } from 'electron';
import type { ReplicaError } from '../../contract/replica-error.ts';
import type { ShellTexts } from './shell-texts.ts';

export interface FatalChoices {
  again(): void;
  quit(): void;
}

/** Tells the agent in a non-blocking dialog why the replica cannot open, and offers to try again or quit. */
export async function offerToTryAgain(
  error: ReplicaError,
  words: ShellTexts,
  choices: FatalChoices,
): Promise<void> {
  const { response } = await dialog.showMessageBox({
    type: 'error',
    title: 'Holdfast',
    message: error.message,
    detail: error.code,
    buttons: [words.tryAgain, words.quit],
    defaultId: 0,
    cancelId: 1,
  });
  if (response === 0) choices.again();
  else choices.quit();
}
