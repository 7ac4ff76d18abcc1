import { describe, expect, it } from 'vitest';

import { createLogger } from '../logging/create-logger.ts';
import { Lifecycle } from './lifecycle.ts';

describe('stopping', () => {
  it('signals, then runs drain steps, then stop steps, newest first', async () => {
    const lifecycle = new Lifecycle(createLogger('silent'));
    const done: string[] = [];
    lifecycle.draining.addEventListener('abort', () => done.push('draining'));
    lifecycle.onStop('database', () => void done.push('database'));
    lifecycle.onDrain('requests', () => void done.push('requests'));
    lifecycle.onDrain('sockets', () => void done.push('sockets'));
    lifecycle.onStop('revocations', () => void done.push('revocations'));
    await Promise.all([lifecycle.stop(), lifecycle.stop()]);
    expect(done).toEqual(['draining', 'sockets', 'requests', 'revocations', 'database']);
  });

  it('runs steps that another step adds', async () => {
    const lifecycle = new Lifecycle(createLogger('silent'));
    const done: string[] = [];
    lifecycle.onStop('database', () => void done.push('database'));
    lifecycle.onDrain('requests', () => void done.push('requests'));
    lifecycle.onDrain('cluster', () => {
      done.push('cluster');
      lifecycle.onDrain('jobs', () => void done.push('jobs'));
      lifecycle.onStop('wake-ups', () => void done.push('wake-ups'));
    });
    await lifecycle.stop();
    expect(done).toEqual(['cluster', 'jobs', 'requests', 'wake-ups', 'database']);
  });

  it('logs a failed step and continues', async () => {
    let output = '';
    const lifecycle = new Lifecycle(createLogger('error', { write: (line) => (output += line) }));
    let closed = false;
    lifecycle.onStop('database', () => {
      closed = true;
    });
    lifecycle.onDrain('sockets', () => Promise.reject(new Error('no')));
    await lifecycle.stop();
    expect(closed).toBe(true);
    expect(output).toContain('"step":"sockets"');
  });
});
