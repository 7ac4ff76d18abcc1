import { useEffect } from 'react';

import { useMutation } from '../replica/use-mutation.ts';

/** Milliseconds after which an open conversation counts as read; moving through the list is faster. */
const dwellMs = 800;

/** Marks a conversation as read after it was open for `dwellMs` in a focused window. */
export function useMarkRead(conversationId: number, unreadCount: number): void {
  const { run } = useMutation('conversation.markRead');
  useEffect(() => {
    if (unreadCount === 0) return;
    let timer: ReturnType<typeof setTimeout> | null = null;
    function begin(): void {
      if (timer !== null || !document.hasFocus()) return;
      timer = setTimeout(() => void run({ conversationId }), dwellMs);
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
