import { expect, test } from 'vitest';
import { readEnvironment } from './environment.ts';

const demo = JSON.stringify({ tenant: 'demo', email: 'amira@demo.test', password: 'correct horse' });

test("an empty environment gives the default server and the system's profile folder", () => {
  expect(readEnvironment({})).toEqual({
    serverUrl: 'http://127.0.0.1:7420',
    userDataDirectory: null,
    demoSignIn: null,
  });
});

test('a demo sign-in is used with a server on this machine', () => {
  const environment = readEnvironment({
    HOLDFAST_SERVER_URL: 'http://localhost:9000',
    HOLDFAST_DEMO_SIGN_IN: demo,
  });
  expect(environment.demoSignIn).toMatchObject({ tenant: 'demo', email: 'amira@demo.test' });
});

test('a demo sign-in is ignored with a server on another machine', () => {
  const environment = readEnvironment({
    HOLDFAST_SERVER_URL: 'https://inbox.example.com',
    HOLDFAST_DEMO_SIGN_IN: demo,
  });
  expect(environment.demoSignIn).toBeNull();
});

test('an invalid setting is rejected with its name', () => {
  expect(() => readEnvironment({ HOLDFAST_SERVER_URL: 'ftp://x' })).toThrow('HOLDFAST_SERVER_URL');
  expect(() => readEnvironment({ HOLDFAST_DEMO_SIGN_IN: '{' })).toThrow('HOLDFAST_DEMO_SIGN_IN');
});
