import { useEffect, useRef } from 'react';

import type { PresentPerson } from '../../contract/presence.ts';
import { useText } from '../i18n/use-text.ts';
import { useUi } from '../state/use-ui.tsx';
import { presenceText } from './presence-text.ts';

/**
 * Announces who opens the conversation and who starts to type, each once while it is open. Leaving is not announced.
 */
export function usePresenceAnnouncements(people: readonly PresentPerson[]): void {
  const text = useText();
  const announce = useUi((state) => state.announce);
  const announced = useRef(new Set<string>());
  useEffect(() => {
    const news = people.filter(({ id, activity }) => !announced.current.has(`${activity} ${id}`));
    for (const { id, activity } of news) announced.current.add(`${activity} ${id}`).add(`viewing ${id}`);
    if (news.length > 0) announce(presenceText(news, text));
  }, [people, announce, text]);
}
