import { expect, test } from 'vitest';
import { callAndSend, contend, lockAndRename, lockOften, waitForNap } from '../../build/programs/waits.js';
import { observe } from '../observe.js';

async function told(main: () => void) {
  const { events } = await observe(main, { trace: 'waits', speed: 'max' });
  return events.filter((event) => event.type === 'op');
}

test('the trace of a condition shows which thread waits for it, and that its lock is free meanwhile', async () => {
  const ops = (await told(callAndSend)).filter(({ thread }) => thread === 'Thread-1 (listen)');
  // Chance decides whether it finds the lock free when it is woken.
  const sure = ops.filter(({ op, kind }) => kind !== 'RLock' || op === 'acquired' || op === 'released');
  expect(sure.map(({ op, kind, name, call }) => [op, kind, name, call].filter(Boolean).join(' '))).toEqual([
    'acquired RLock news lock',
    'released RLock news lock',
    'waiting Condition news Condition.wait',
    'resumed Condition news',
    'acquired RLock news lock',
    'released RLock news lock',
  ]);
});

test("the trace of a queue shows which thread waits for an item, and nothing of the queue's own mutex", async () => {
  const ops = (await told(callAndSend)).filter(({ thread }) => thread === 'Thread-2 (receive)');
  expect(ops.map(({ op, name, call }) => [op, name, call].filter(Boolean).join(' '))).toEqual([
    'waiting letters Queue.get',
    'resumed letters',
  ]);
});

test('the trace shows which threads wait for the clock and for other threads', async () => {
  const [sleeper, joiner] = (await told(waitForNap))
    .filter(({ op }) => op === 'waiting')
    .toSorted((a, b) => b.ident - a.ident);
  expect(sleeper).toMatchObject({ thread: 'Thread-1 (nap)', kind: 'clock', call: 'sleep', name: null });
  expect(joiner).toMatchObject({ thread: 'MainThread', kind: 'Thread', call: 'Thread.join', name: 'Thread-1 (nap)' });
});

test('a repeated operation is traced a hundred times, and then ever more seldom', async () => {
  const ops = await told(lockOften);
  for (const what of ['acquired', 'released']) {
    // The 128th, 256th and 512th.
    expect(ops.filter(({ op }) => op === what)).toHaveLength(103);
  }
});

test.each(['waits', 'ops'] as const)('an object has one id, in its repr and in the trace (%s)', async (trace) => {
  const { events, result } = await observe(contend, { trace, speed: 'max' });
  const ids = events.flatMap((event) => (event.type === 'op' && event.kind === 'Lock' ? [event.object] : []));
  expect(ids.length).toBeGreaterThan(3);
  for (const id of new Set(ids)) expect(result).toContain(` at 0x${id.toString(16)}>`);
});

test('a renamed thread is the same thread: its acquisitions are counted on', async () => {
  const ops = await told(lockAndRename);
  expect(ops.filter(({ op }) => op === 'acquired')).toHaveLength(100);
});
