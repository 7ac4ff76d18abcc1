import { useEffect } from 'react';

import { useMutation } from '../replica/use-mutation.ts';

/** Records that the agent opened the conversation: eviction starts with conversations not opened for longest. */
export function useNoteOpened(conversationId: number): void {
  const { run } = useMutation('conversation.noteOpened');
  useEffect(() => {
    void run({ id: conversationId });
  }, [run, conversationId]);
}
