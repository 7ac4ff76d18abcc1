import { TestProgram } from '../replica/test-program.ts';

// A replica in a process of its own that acts without end until it is killed; prints what it was told is queued.
const [userDataDirectory] = process.argv.slice(2);
if (userDataDirectory === undefined) throw new Error('usage: node writing-child.ts <profile>');

const program = await TestProgram.start({ userDataDirectory });
const window = program.openWindow();
for (let number = 1; ; number += 1) {
  const text = `message ${number}`;
  await window.mutate('conversation.sendMessage', { conversationId: 1, text });
  await window.mutate('drafts.save', { conversationId: 2, mode: 'reply', text, cannedResponseId: null });
  process.stdout.write(`${number}\n`);
}
