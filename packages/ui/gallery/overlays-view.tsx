import { ArrowRightLeft, CheckCircle2, Moon, MoreHorizontal, Trash2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { createToasts } from '../src/behavior/toasts.ts';
import { Avatar } from '../src/inbox/avatar.tsx';
import { Button } from '../src/primitives/button.tsx';
import { Dialog } from '../src/primitives/dialog.tsx';
import { IconButton } from '../src/primitives/icon-button.tsx';
import { Menu } from '../src/primitives/menu.tsx';
import { Picker } from '../src/primitives/picker.tsx';
import { Popover } from '../src/primitives/popover.tsx';
import { Select } from '../src/primitives/select.tsx';
import { TextField } from '../src/primitives/text-field.tsx';
import { ToastRegion } from '../src/primitives/toast-region.tsx';
import styles from './gallery.module.css';

const toasts = createToasts();
const colleagues = ['Mia Keller', 'Jonas Brandt', 'Aiko Tanaka', 'Noah Weber'];

/** Floating components. `&open=menu|picker|popover|select|dialog|tooltip` opens one of them. */
export function OverlaysView() {
  const open = new URLSearchParams(location.search).get('open');
  const [dialogOpen, setDialogOpen] = useState(open === 'dialog');
  const [reason, setReason] = useState('');

  useEffect(() => {
    toasts.show({ text: 'Conversation resolved', undo: { label: 'Undo', shortcut: 'Z', onUndo: ignore } }, 0);
  }, []);

  return (
    <div className={styles.overlays}>
      <Menu
        {...(open === 'menu' ? { isOpen: true } : {})}
        trigger={<IconButton label="More" icon={<MoreHorizontal size={16} />} />}
        entries={[
          {
            kind: 'item',
            id: 'resolve',
            label: 'Resolve',
            icon: <CheckCircle2 size={16} />,
            shortcut: 'E',
            onPick: ignore,
          },
          {
            kind: 'item',
            id: 'snooze',
            label: 'Snooze',
            icon: <Moon size={16} />,
            shortcut: 'H',
            onPick: ignore,
          },
          {
            kind: 'item',
            id: 'transfer',
            label: 'Transfer',
            icon: <ArrowRightLeft size={16} />,
            shortcut: 'T',
            onPick: ignore,
          },
          { kind: 'separator', id: 'line' },
          { kind: 'heading', id: 'priority', label: 'Priority' },
          { kind: 'item', id: 'high', label: 'High', isChecked: true, onPick: ignore },
          { kind: 'item', id: 'low', label: 'Low', isChecked: false, onPick: ignore },
          { kind: 'separator', id: 'line-2' },
          {
            kind: 'item',
            id: 'off',
            label: 'Not now',
            icon: <Moon size={16} />,
            isDisabled: true,
            onPick: ignore,
          },
          {
            kind: 'item',
            id: 'delete',
            label: 'Delete',
            icon: <Trash2 size={16} />,
            tone: 'danger',
            onPick: ignore,
          },
        ]}
      />
      <Picker
        {...(open === 'picker' ? { isOpen: true } : {})}
        trigger={<Button shortcut="T">Transfer</Button>}
        label="Transfer to"
        placeholder="Transfer to …"
        emptyText="No colleague found."
        onPick={ignore}
        options={colleagues.map((name, index) => ({
          id: name,
          label: name,
          detail: `${index * 4 + 3} open`,
          isSelected: index === 2,
          isDisabled: index === 3,
          leading: (
            <Avatar
              name={name}
              size="small"
              presence={{ isOnline: index < 2, label: index < 2 ? 'Online' : 'Offline' }}
            />
          ),
        }))}
      />
      <Popover
        {...(open === 'popover' ? { isOpen: true } : {})}
        trigger={<Button>Details</Button>}
        label="Details"
      >
        A small panel beside its trigger.
      </Popover>
      <Select
        label="Status"
        isLabelHidden
        value="open"
        onValueChange={ignore}
        options={[
          { value: 'open', label: 'Open' },
          { value: 'pending', label: 'Pending' },
        ]}
      />
      <Button variant="danger" onClick={() => setDialogOpen(true)}>
        Discard
      </Button>
      <Dialog
        isOpen={dialogOpen}
        onOpenChange={setDialogOpen}
        title="Transfer to Mia Keller"
        description="She sees the whole conversation with its notes."
        closeLabel="Close"
        footer={
          <>
            <Button onClick={() => setDialogOpen(false)}>Cancel</Button>
            <Button variant="primary">Transfer</Button>
          </>
        }
      >
        <TextField label="Reason" placeholder="Optional" value={reason} onValueChange={setReason} />
      </Dialog>
      <ToastRegion toasts={toasts} label="Notifications" closeLabel="Close" />
    </div>
  );
}

function ignore() {
  // The gallery only shows components; it keeps no state.
}
