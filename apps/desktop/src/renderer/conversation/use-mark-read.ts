import { useEffect } from 'react';

import { useMutation } from '../replica/use-mutation.ts';

/** Who only passes by on the way down the list has not read; who stays this long has. */
const dwellMilliseconds = 800;

/** Marks a conversation as read once it was open for a moment in a window that has the focus. */
export function useMarkRead(conversationId: number, unreadCount: number): void {
  const { run } = useMutation('conversation.markRead');
  useEffect(() => {
    if (unreadCount === 0) return;
    let timer: ReturnType<typeof setTimeout> | null = null;
    function begin(): void {
      if (timer !== null || !document.hasFocus()) return;
      timer = setTimeout(() => void run({ conversationId }), dwellMilliseconds);
    }
    function interrupt(): void {
      if (timer !== null) clearTimeout(timer);
      timer = null;
    }
    begin();
    window.addEventListener('focus', begin);
    window.addEventListener('blur', interrupt);
    return () => {
      interrupt();
      window.removeEventListener('focus', begin);
      window.removeEventListener('blur', interrupt);
    };
  }, [conversationId, unreadCount, run]);
}
