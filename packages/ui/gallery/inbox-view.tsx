import {
  Archive,
  Clock,
  Image,
  Inbox,
  MoreHorizontal,
  Paperclip,
  Plus,
  Search,
  Send,
  Settings,
  Smile,
  Users,
} from 'lucide-react';
import { useState } from 'react';
import { Avatar } from '../src/inbox/avatar.tsx';
import { Button } from '../src/primitives/button.tsx';
import { Composer } from '../src/inbox/composer.tsx';
import type { ComposerMode } from '../src/inbox/composer.tsx';
import { ConversationRow } from '../src/inbox/conversation-row.tsx';
import { DetailList } from '../src/primitives/detail-list.tsx';
import { IconButton } from '../src/primitives/icon-button.tsx';
import { ListTabs } from '../src/primitives/list-tabs.tsx';
import { OfflineBar } from '../src/inbox/offline-bar.tsx';
import { PaneHeader } from '../src/primitives/pane-header.tsx';
import { PaneResizer } from '../src/primitives/pane-resizer.tsx';
import { PanelSection } from '../src/primitives/panel-section.tsx';
import { Pill } from '../src/primitives/pill.tsx';
import { PlatformGlyph } from '../src/inbox/platform-glyph.tsx';
import { Rail } from '../src/primitives/rail.tsx';
import { SearchField } from '../src/primitives/search-field.tsx';
import { SlashMenu } from '../src/inbox/slash-menu.tsx';
import { TagChip } from '../src/inbox/tag-chip.tsx';
import { TitleBar } from '../src/primitives/title-bar.tsx';
import { slashMenuOptionId, slashMenuStep } from '../src/behavior/slash-menu-keys.ts';
import { sampleCannedResponses, sampleRows } from './samples.ts';
import styles from './gallery.module.css';
import { SampleTimeline } from './timeline.tsx';

/** The whole window, composed as in the product. */
export function InboxGallery() {
  const [selected, setSelected] = useState('row-1');
  const [view, setView] = useState('mine');
  const [tab, setTab] = useState<'all' | 'unread' | 'urgent'>('all');
  const [filter, setFilter] = useState('');
  const [listWidth, setListWidth] = useState(352);
  return (
    <div className={styles.window}>
      <TitleBar title="Holdfast" />
      <div className={styles.panes}>
        <Rail
          label="Views"
          activeId={view}
          onActivate={setView}
          items={[
            {
              id: 'mine',
              label: 'Mine',
              icon: <Inbox size={18} />,
              shortcut: 'G M',
              count: { value: 42, label: '42 unread', tone: 'accent' },
            },
            {
              id: 'queue',
              label: 'Queue',
              icon: <Users size={18} />,
              shortcut: 'G Q',
              count: { value: 7, label: '7 waiting' },
            },
            { id: 'snoozed', label: 'Snoozed', icon: <Clock size={18} />, shortcut: 'G S' },
            { id: 'resolved', label: 'Resolved', icon: <Archive size={18} />, shortcut: 'G R' },
            { id: 'search', label: 'Search', icon: <Search size={18} />, shortcut: 'Ctrl+K' },
          ]}
          footItems={[
            {
              id: 'outbox',
              label: 'Outbox',
              icon: <Send size={18} />,
              shortcut: 'G O',
              count: { value: 3, label: '3 queued' },
            },
            { id: 'settings', label: 'Settings', icon: <Settings size={18} /> },
          ]}
          account={
            <Avatar name="Sofia Lindqvist" size="small" presence={{ isOnline: true, label: 'Online' }} />
          }
        />
        <div className={styles.list} style={{ inlineSize: listWidth }}>
          <PaneHeader
            title="Mine"
            aside="42"
            actions={<IconButton label="Sort and filter" icon={<MoreHorizontal size={16} />} />}
          />
          <div className={styles.filters}>
            <SearchField
              label="Filter"
              placeholder="Filter"
              shortcut="/"
              value={filter}
              onValueChange={setFilter}
              clearLabel="Clear"
            />
            <ListTabs
              label="Filter by state"
              activeId={tab}
              onActivate={setTab}
              tabs={[
                { id: 'all', label: 'All' },
                { id: 'unread', label: 'Unread', count: 9, countLabel: '9 unread' },
                { id: 'urgent', label: 'Urgent' },
              ]}
            />
          </div>
          <div className={styles.scroll} role="listbox" aria-label="Conversations" tabIndex={0}>
            {sampleRows.map((row) => (
              <ConversationRow
                key={row.id}
                {...row}
                isSelected={row.id === selected}
                onSelect={() => setSelected(row.id ?? '')}
              />
            ))}
          </div>
          <OfflineBar
            kind="offline"
            label="Offline since 14:02"
            queued={{ label: '3 queued', onOpen: () => setView('outbox') }}
          />
        </div>
        <PaneResizer
          label="Width of the list"
          value={listWidth}
          minimum={300}
          maximum={420}
          onValueChange={setListWidth}
        />
        <main className={styles.conversation}>
          <PaneHeader
            title="Amira Haddad"
            leading={<Avatar name="Amira Haddad" />}
            subtitle={
              <>
                <PlatformGlyph platform="whatsapp" isColored size={13} />
                WhatsApp · Open · assigned to you
              </>
            }
            actions={
              <>
                <Pill kind="sla-soon" label="Reply in 12 min" />
                <Button variant="quiet" size="small" shortcut="T">
                  Transfer
                </Button>
                <Button size="small" shortcut="E">
                  Resolve
                </Button>
                <IconButton label="More" icon={<MoreHorizontal size={16} />} />
              </>
            }
          />
          <div className={styles.timelineScroll}>
            <SampleTimeline />
          </div>
          <GalleryComposer />
        </main>
        <CustomerPanel />
      </div>
    </div>
  );
}

function GalleryComposer() {
  const [mode, setMode] = useState<ComposerMode>('reply');
  const [value, setValue] = useState(new URLSearchParams(location.search).get('text') ?? '/');
  const [activeIndex, setActiveIndex] = useState(1);
  const isOpen = value.startsWith('/');
  const found = sampleCannedResponses.filter((response) => response.shortcut.startsWith(value.slice(1)));
  const active = found[activeIndex];
  return (
    <div className={styles.composer}>
      <Composer
        mode={mode}
        onModeChange={setMode}
        modes={{ reply: { label: 'Reply', shortcut: 'R' }, note: { label: 'Note', shortcut: 'N' } }}
        value={value}
        onValueChange={setValue}
        label="Reply to Amira Haddad"
        placeholder="Write a reply, or / for canned responses"
        submit={{
          label: mode === 'reply' ? 'Send' : 'Add note',
          shortcut: 'Ctrl+↵',
          onSubmit: () => setValue(''),
        }}
        remark="Will be sent when you reconnect"
        toolbar={
          <>
            <IconButton
              size="small"
              label="Attach a file"
              icon={<Paperclip size={16} />}
              shortcut="Ctrl+Shift+A"
            />
            <IconButton size="small" label="Attach an image" icon={<Image size={16} />} />
            <IconButton size="small" label="Emoji" icon={<Smile size={16} />} />
          </>
        }
        menu={
          isOpen ? (
            <SlashMenu
              id="canned"
              label="Canned responses"
              items={found}
              activeIndex={activeIndex}
              onActiveIndexChange={setActiveIndex}
              onPick={(item) => setValue(item.preview)}
              emptyText="No canned response starts with this."
              footer="↑ ↓ to choose, Enter to insert, Esc to close"
            />
          ) : undefined
        }
        menuState={
          isOpen
            ? { listId: 'canned', activeOptionId: active && slashMenuOptionId('canned', active.id) }
            : undefined
        }
        onKeyDown={(event) => {
          const step = isOpen ? slashMenuStep(event.key, activeIndex, found.length) : undefined;
          if (step === undefined) return;
          event.preventDefault();
          if (step.kind === 'move') setActiveIndex(step.index);
          if (step.kind === 'pick') setValue(found[step.index]?.preview ?? '');
          if (step.kind === 'close') setValue('');
        }}
      />
    </div>
  );
}

function CustomerPanel() {
  return (
    <aside className={styles.panel}>
      <PaneHeader title="Customer" />
      <div className={styles.scroll}>
        <PanelSection title="Profile">
          <DetailList
            details={[
              { id: 'name', term: 'Name', value: 'Amira Haddad' },
              { id: 'phone', term: 'Phone', value: '+971 50 555 0142' },
              { id: 'mail', term: 'Email', value: 'amira.haddad@example.com' },
              { id: 'language', term: 'Language', value: 'Arabic, English' },
              { id: 'since', term: 'Since', value: 'March 2024' },
            ]}
          />
        </PanelSection>
        <PanelSection title="Service level">
          <DetailList
            details={[
              { id: 'first', term: 'First reply', value: <Pill kind="done" label="Met in 4 min" /> },
              { id: 'next', term: 'Next reply', value: <Pill kind="sla-soon" label="12 min" /> },
              { id: 'end', term: 'Resolution', value: <Pill kind="sla" label="21 h" /> },
            ]}
          />
        </PanelSection>
        <PanelSection
          title="Tags"
          actions={<IconButton size="small" label="Add tag" shortcut="L" icon={<Plus size={14} />} />}
        >
          <div className={styles.chips}>
            <TagChip
              name="Refund"
              color="#c2410c"
              remove={{ label: 'Remove tag Refund', onRemove: ignore }}
            />
            <TagChip name="VIP" color="#7c3aed" remove={{ label: 'Remove tag VIP', onRemove: ignore }} />
            <TagChip
              name="Courier"
              color="#0e7490"
              remove={{ label: 'Remove tag Courier', onRemove: ignore }}
            />
          </div>
        </PanelSection>
      </div>
    </aside>
  );
}

function ignore() {
  // The gallery only shows components; it keeps no state.
}
