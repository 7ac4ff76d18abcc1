import { TestProgram } from '../replica/test-program.ts';

// A program: a replica that acts repeatedly until it is killed. Prints the mutations that were reported as queued.
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
