import type { Platform } from '@holdfast/schema/domain/platform';
import { Bold, Mail, Plus, Star } from 'lucide-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Avatar } from '../src/inbox/avatar.tsx';
import { BadgeCount } from '../src/primitives/badge-count.tsx';
import { Banner } from '../src/primitives/banner.tsx';
import { Button } from '../src/primitives/button.tsx';
import { Checkbox } from '../src/primitives/checkbox.tsx';
import { Composer } from '../src/inbox/composer.tsx';
import { IconButton } from '../src/primitives/icon-button.tsx';
import { Kbd } from '../src/primitives/kbd.tsx';
import { OfflineBar } from '../src/inbox/offline-bar.tsx';
import { Pill } from '../src/primitives/pill.tsx';
import type { PillKind } from '../src/primitives/pill.tsx';
import { PlatformGlyph } from '../src/inbox/platform-glyph.tsx';
import { SearchField } from '../src/primitives/search-field.tsx';
import { Select } from '../src/primitives/select.tsx';
import { Switch } from '../src/primitives/switch.tsx';
import { TagChip } from '../src/inbox/tag-chip.tsx';
import { TextField } from '../src/primitives/text-field.tsx';
import { TitleBar } from '../src/primitives/title-bar.tsx';
import styles from './gallery.module.css';

const pillLabels: Record<PillKind, string> = {
  neutral: 'Neutral',
  sla: '2 h',
  'sla-soon': '12 min',
  'sla-breached': '26 min over',
  queued: 'Queued',
  draft: 'Draft',
  held: 'Held',
  failed: 'Failed',
  done: 'Resolved',
  snoozed: 'Until Mon',
};
const platforms: readonly Platform[] = ['whatsapp', 'facebook', 'instagram', 'telegram', 'http'];
const people = [
  'Amira Haddad',
  'Jonas Brandt',
  'ليلى منصور',
  'Mia Keller',
  'Chloé Dubois',
  'Noah',
  'Aiko Tanaka',
  'Ingrid Sørensen',
  '+49 170',
  '…',
];

/** Small components, each in all its states. */
export function ControlsView() {
  const action = { label: 'Close', onPick: ignore };
  return (
    <div className={styles.columns}>
      <div className={styles.card}>
        <Buttons />
        <Fields />
      </div>
      <div className={styles.card}>
        <Group title="Avatars">
          {people.map((name, index) => (
            <Avatar key={name} name={name} platform={platforms[index % 5]} platformLabel="Platform" />
          ))}
        </Group>
        <Group title="Sizes">
          {(['tiny', 'small', 'medium', 'large'] as const).map((size) => (
            <Avatar key={size} name="Sofia Lindqvist" size={size} />
          ))}
          <Avatar name="Sofia Lindqvist" presence={{ isOnline: true, label: 'Online' }} />
          <Avatar name="Sofia Lindqvist" presence={{ isOnline: false, label: 'Offline' }} />
          <Avatar name="Sofia Lindqvist" size="large" platform="whatsapp" platformLabel="WhatsApp" />
        </Group>
        <Group title="Platforms">
          {platforms.map((platform) => (
            <PlatformGlyph key={platform} platform={platform} label={platform} size={20} />
          ))}
          {platforms.map((platform) => (
            <PlatformGlyph key={platform} platform={platform} label={platform} size={20} isColored />
          ))}
        </Group>
        <Group title="States">
          {(Object.keys(pillLabels) as PillKind[]).map((kind) => (
            <Pill key={kind} kind={kind} label={pillLabels[kind]} />
          ))}
        </Group>
        <Group title="Tags, counts, keys">
          <TagChip name="Refund" color="#c2410c" />
          <TagChip name="VIP" color="#7c3aed" remove={{ label: 'Remove tag VIP', onRemove: ignore }} />
          <TagChip name="No color" />
          <BadgeCount count={12} label="12 unread" />
          <BadgeCount count={4} label="4 unread" tone="accent" />
          <BadgeCount count={1200} label="1,200 failed" tone="failed" />
          <Kbd keys="Ctrl+K" />
          <Kbd keys="G M" />
          <Kbd keys="↵" />
        </Group>
        <Group title="Banners">
          <div className={styles.stack}>
            <Banner tone="neutral" text="Mia Keller is replying." />
            <Banner
              tone="held"
              text="The reply window closes in 40 minutes."
              actions={<Button size="small">Use template</Button>}
            />
            <Banner tone="failed" text="Wrong email or password." />
            <Banner tone="done" text="All changes are sent." />
            <OfflineBar
              kind="offline"
              label="Offline since 14:02"
              queued={{ label: '3 queued', onOpen: ignore }}
            />
            <OfflineBar kind="connecting" label="Connecting" />
            <OfflineBar
              kind="signed-out"
              label="Signed out"
              queued={{ label: '3 queued' }}
              action={{ label: 'Sign in', onPick: ignore }}
            />
            <TitleBar
              title="Holdfast"
              windowButtons={{ minimize: action, maximize: action, close: action }}
            />
          </div>
        </Group>
        <NoteComposer />
      </div>
    </div>
  );
}

function Buttons() {
  return (
    <>
      {(['medium', 'small'] as const).map((size) => (
        <Group key={size} title={`Buttons, ${size}`}>
          <Button size={size} variant="primary" shortcut="Ctrl+↵">
            Send
          </Button>
          <Button size={size} icon={<Plus size={14} />}>
            Add tag
          </Button>
          <Button size={size} variant="quiet" shortcut="T">
            Transfer
          </Button>
          <Button size={size} variant="danger">
            Discard
          </Button>
          <Button size={size} disabled>
            Disabled
          </Button>
          <Button size={size} variant="primary" disabled>
            Disabled
          </Button>
        </Group>
      ))}
      <Group title="Icon buttons">
        <IconButton label="Star" icon={<Star size={16} />} shortcut="S" />
        <IconButton label="Bold" icon={<Bold size={16} />} isPressed />
        <IconButton label="Star" icon={<Star size={16} />} disabled />
        <IconButton size="small" label="Star" icon={<Star size={14} />} />
      </Group>
    </>
  );
}

function Fields() {
  const [text, setText] = useState('');
  const [status, setStatus] = useState<'open' | 'pending' | 'resolved'>('open');
  const [isOn, setIsOn] = useState(true);
  return (
    <div className={styles.stack}>
      <TextField
        label="Email"
        type="email"
        placeholder="you@company.example"
        leading={<Mail size={14} />}
        value={text}
        onValueChange={setText}
      />
      <TextField
        label="Password"
        type="password"
        value="secret"
        onValueChange={ignore}
        error="Wrong email or password."
      />
      <TextField
        label="Workspace"
        value="brightside"
        onValueChange={ignore}
        description="The first part of your team's address."
        disabled
      />
      <Select
        label="Status"
        value={status}
        onValueChange={setStatus}
        options={[
          { value: 'open', label: 'Open' },
          { value: 'pending', label: 'Pending' },
          { value: 'resolved', label: 'Resolved' },
        ]}
      />
      <SearchField
        label="Filter"
        placeholder="Filter"
        shortcut="/"
        value=""
        onValueChange={ignore}
        clearLabel="Clear"
      />
      <SearchField
        label="Filter"
        placeholder="Filter"
        value="refund"
        onValueChange={ignore}
        clearLabel="Clear"
      />
      <Checkbox
        label="Keep me signed in"
        description="Requires a keyring on this computer."
        isChecked={isOn}
        onCheckedChange={setIsOn}
      />
      <Checkbox label="Not selected" isChecked={false} onCheckedChange={ignore} />
      <Switch label="Notifications" description="For new assignments only." isOn={isOn} onChange={setIsOn} />
      <Switch label="Sound" isOn={false} onChange={ignore} />
    </div>
  );
}

function NoteComposer() {
  const [value, setValue] = useState('They have waited nine days already. Offer the express replacement.');
  return (
    <Composer
      mode="note"
      onModeChange={ignore}
      modes={{ reply: { label: 'Reply' }, note: { label: 'Note' } }}
      value={value}
      onValueChange={setValue}
      label="Note for colleagues"
      placeholder="Write a note. Only colleagues see it."
      limit={{ used: value.length + 3870, maximum: 4096, label: 'Few characters left' }}
      submit={{ label: 'Add note', shortcut: 'Ctrl+↵', onSubmit: ignore }}
    />
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles.group}>
      <h2>{title}</h2>
      <div className={styles.pieces}>{children}</div>
    </section>
  );
}

function ignore() {
  // The gallery only shows components; it keeps no state.
}
