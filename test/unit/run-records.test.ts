import { expect, test } from 'vitest';
import type { RunEvent } from '../../src/events/run-event.js';
import { RunRecords } from '../../src/session/run-records.js';

const event = (facts: object) => ({ v: 1, seq: 1, process: 'MainProcess', ...facts }) as unknown as RunEvent;

test('a thread’s life is its start and its end; a thread without an end is alive', () => {
  const records = new RunRecords();
  records.add(event({ type: 'thread.start', thread: 'a', ident: 1, daemon: false, t: 0.5 }));
  records.add(event({ type: 'thread.start', thread: 'b', ident: 2, daemon: true, t: 1 }));
  const error = { type: 'Error', message: 'm', stack: '' };
  records.add(event({ type: 'thread.end', thread: 'renamed', ident: 1, end: 'exception', error, t: 2 }));
  expect(records.threads).toEqual([
    {
      name: 'renamed',
      ident: 1,
      process: 'MainProcess',
      daemon: false,
      started: 0.5,
      ended: 2,
      end: 'exception',
      error,
    },
    { name: 'b', ident: 2, process: 'MainProcess', daemon: true, started: 1, ended: null, end: 'alive' },
  ]);
});

test('the end of a thread that never started is ignored', () => {
  const records = new RunRecords();
  records.add(event({ type: 'thread.end', thread: 'x', ident: 9, end: 'returned', t: 1 }));
  expect(records.threads).toEqual([]);
});
