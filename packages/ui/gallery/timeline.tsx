import { ArrowRightLeft, Trash2 } from 'lucide-react';
import { AttachmentFile } from '../src/inbox/attachment-file.tsx';
import { AttachmentImage } from '../src/inbox/attachment-image.tsx';
import { DayDivider } from '../src/inbox/day-divider.tsx';
import { EventLine } from '../src/inbox/event-line.tsx';
import { IconButton } from '../src/primitives/icon-button.tsx';
import { MessageBubble } from '../src/inbox/message-bubble.tsx';
import { NoteCard } from '../src/inbox/note-card.tsx';

const at = { dateTime: '2026-11-22T14:02:00Z', timeTitle: '22 November 2026, 14:02' };
const picture = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" width="480" height="320"><defs><linearGradient id="g" x2="1" y2="1"><stop stop-color="#b9c7c9"/><stop offset="1" stop-color="#5c7376"/></linearGradient></defs><rect width="480" height="320" fill="url(#g)"/><rect x="150" y="90" width="180" height="140" rx="6" fill="#c79a63"/><path d="M150 130h180M240 90v140" stroke="#9c7443" stroke-width="6"/></svg>',
)}`;

/** One of each kind of timeline item. */
export function SampleTimeline() {
  return (
    <>
      <NoteCard
        label="Note"
        pinnedLabel="Pinned"
        author="Mia Keller"
        time="9 Nov"
        {...at}
        text="Prefers WhatsApp over e-mail. Had two lost parcels this year; be generous."
        actions={<IconButton size="small" label="Delete note" icon={<Trash2 size={14} />} />}
      />
      <DayDivider label="Yesterday" />
      <MessageBubble
        direction="inbound"
        place="first"
        text="Hello! I ordered two parcels last week."
        time="18:20"
        {...at}
      />
      <MessageBubble
        direction="inbound"
        place="last"
        text="Only one came."
        time="18:21"
        {...at}
        reactions={[{ emoji: '👍', label: 'Thumbs up by Mia' }]}
      />
      <MessageBubble
        direction="outbound"
        author="Mia Keller"
        text="Hello Amira, I am looking into it. Could you send me a photo of the label?"
        time="18:26"
        {...at}
        status={{ kind: 'read', label: 'Read 18:27' }}
      />
      <EventLine
        icon={<ArrowRightLeft size={14} />}
        text="Mia Keller transferred this to you: “Knows the courier”"
        time="18:40"
        {...at}
      />
      <DayDivider label="New" tone="unread" />
      <MessageBubble
        direction="inbound"
        place="first"
        time="13:58"
        {...at}
        attachments={
          <AttachmentImage
            url={picture}
            label="Photo of a parcel"
            width={480}
            height={320}
            pendingLabel="Not loaded yet"
            onOpen={ignore}
          />
        }
      />
      <MessageBubble
        direction="inbound"
        place="last"
        time="14:02"
        {...at}
        text={
          'The second parcel never came, and tracking says delivered. Nobody rang, and I was at home the whole day. What can we do now?\n\nMy order is 48213.'
        }
        replyTo={{
          author: 'Mia Keller',
          text: 'Could you send me a photo of the label?',
          label: 'In reply to',
          onOpen: ignore,
        }}
      />
      <NoteCard
        label="Internal note"
        author="You"
        time="14:04"
        {...at}
        text="Called the courier: they will look for it until five."
        status={{ kind: 'queued', label: 'Queued' }}
      />
      <MessageBubble
        direction="outbound"
        place="first"
        text="Hello Amira, thank you, that helps."
        time="14:05"
        {...at}
        status={{ kind: 'delivered', label: 'Delivered' }}
      />
      <MessageBubble
        direction="outbound"
        place="last"
        text="I have asked the courier, and I will write again before five today."
        time="14:05"
        {...at}
        status={{ kind: 'queued', label: 'Queued' }}
      />
    </>
  );
}

/** Failed, held, pending and unsupported messages. */
export function TroubledTimeline() {
  return (
    <>
      <DayDivider label="Today" />
      <MessageBubble
        direction="inbound"
        text="مرحبا، هل يمكنني تغيير عنوان التوصيل؟ رقم الطلب 48213."
        time="13:41"
        {...at}
      />
      <MessageBubble
        direction="outbound"
        text="Your refund is on its way."
        time="13:44"
        {...at}
        status={{ kind: 'failed', label: 'Not sent' }}
        problem={{
          kind: 'failed',
          reason: "WhatsApp accepts only templates more than 24 hours after the customer's last message.",
          actions: [
            { id: 'template', label: 'Choose template', isPrimary: true, onPick: ignore },
            { id: 'discard', label: 'Discard', onPick: ignore },
          ],
        }}
      />
      <MessageBubble
        direction="outbound"
        text="We will send the blue one tomorrow morning."
        time="13:50"
        remark="Written 11:20"
        {...at}
        status={{ kind: 'held', label: 'Held' }}
        problem={{
          kind: 'held',
          reason: 'The customer wrote again before this was sent.',
          actions: [
            { id: 'send', label: 'Send anyway', isPrimary: true, onPick: ignore },
            { id: 'edit', label: 'Edit', onPick: ignore },
            { id: 'discard', label: 'Discard', onPick: ignore },
          ],
        }}
      />
      <MessageBubble
        direction="inbound"
        placeholder="This kind of message is not supported yet."
        time="13:52"
        {...at}
      />
      <MessageBubble
        direction="inbound"
        time="13:53"
        {...at}
        attachments={
          <>
            <AttachmentFile
              kind="document"
              name="Invoice-48213.pdf"
              detail="PDF · 240 KB"
              save={{ label: 'Save', onSave: ignore }}
            />
            <AttachmentFile kind="audio" name="Voice message" detail="0:42" />
          </>
        }
      />
      <MessageBubble
        direction="inbound"
        time="13:54"
        {...at}
        attachments={<AttachmentImage label="Photo" width={360} height={240} pendingLabel="Not loaded yet" />}
      />
      <MessageBubble
        direction="outbound"
        place="first"
        text="Sent"
        time="13:55"
        {...at}
        status={{ kind: 'pending', label: 'Sending' }}
      />
      <MessageBubble
        direction="outbound"
        place="middle"
        text="One"
        time="13:55"
        {...at}
        status={{ kind: 'sent', label: 'Sent' }}
      />
      <MessageBubble
        direction="outbound"
        place="last"
        text="https://example.com/a/very/long/address/that/does/not/break/by/itself/because/it/has/no/spaces?and=it&goes=on&and=on&and=on"
        time="13:55"
        {...at}
        status={{ kind: 'sent', label: 'Sent' }}
      />
    </>
  );
}

function ignore() {
  // The gallery only shows components; it keeps no state.
}
