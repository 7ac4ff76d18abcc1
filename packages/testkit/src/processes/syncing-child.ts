import { testPassword } from '../server/start-test-server.ts';
import { TestProgram } from '../replica/test-program.ts';

// A program: a replica that signs in and prints its number of conversations, until it is killed.
const [userDataDirectory, serverUrl, tenant, email] = process.argv.slice(2);
if (userDataDirectory === undefined || serverUrl === undefined)
  throw new Error('usage: node syncing-child.ts <profile> <server> <tenant> <email>');

const program = await TestProgram.start({ userDataDirectory, serverUrl });
const window = program.openWindow();
await window.mutate('session.signIn', { tenant, email, password: testPassword });
const session = window.watch('session.state', undefined);
await session.until(({ firstSync }) => {
  process.stdout.write(`${firstSync === null ? 'all' : firstSync.received}\n`);
  return firstSync === null;
});
