import { useEffect } from 'react';

import { useMutation } from '../replica/use-mutation.ts';

/** Tells this device what its agent looks at: what was not opened for longest gives its room back first. */
export function useNoteOpened(conversationId: number): void {
  const { run } = useMutation('conversation.noteOpened');
  useEffect(() => {
    void run({ id: conversationId });
  }, [run, conversationId]);
}
