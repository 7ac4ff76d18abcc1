import { useEffect, useRef } from 'react';

import type { PresentPerson } from '../../contract/presence.ts';
import { useText } from '../i18n/use-text.ts';
import { useUi } from '../state/use-ui.tsx';
import { presenceText } from './presence-text.ts';

/** Reads out who comes, and who begins to write, each once while the conversation is open; who goes, goes unsaid. */
export function usePresenceAnnouncements(people: readonly PresentPerson[]): void {
  const text = useText();
  const announce = useUi((state) => state.announce);
  const said = useRef(new Set<string>());
  useEffect(() => {
    const news = people.filter(({ id, activity }) => !said.current.has(`${activity} ${id}`));
    for (const { id, activity } of news) said.current.add(`${activity} ${id}`).add(`viewing ${id}`);
    if (news.length > 0) announce(presenceText(news, text));
  }, [people, announce, text]);
}
