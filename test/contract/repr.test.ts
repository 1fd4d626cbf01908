import { expect, test } from 'vitest';
import * as program from '../../build/programs/repr.js';
import { observe } from '../observe.js';

test("each object shows its repr, which is Python's, as text and on the console", async () => {
  const { result } = await observe(program.reprs);
  const texts = Object.fromEntries(result?.map(({ name, text }) => [name, text.replace(/0x[0-9a-f]+/g, '0xN')]) ?? []);
  expect(texts).toMatchInlineSnapshot(`
    {
      "Barrier": "<threading.Barrier at 0xN: waiters=0/3>",
      "BoundedSemaphore": "<threading.BoundedSemaphore at 0xN: value=2/2>",
      "Condition": "<Condition(<unlocked _thread.lock object at 0xN>, 0)>",
      "Event": "<threading.Event at 0xN: unset>",
      "LifoQueue": "<queue.LifoQueue object at 0xN>",
      "Lock": "<unlocked _thread.lock object at 0xN>",
      "MainThread": "<_MainThread(MainThread, started 1)>",
      "PriorityQueue": "<queue.PriorityQueue object at 0xN>",
      "Queue": "<queue.Queue object at 0xN>",
      "RLock": "<unlocked _thread.RLock object owner=0 count=0 at 0xN>",
      "Semaphore": "<threading.Semaphore at 0xN: value=3>",
      "SharedList": "[]",
      "SimpleQueue": "<_queue.SimpleQueue object at 0xN>",
      "Thread": "<Thread(Thread-1 (nothing), initial)>",
      "Timer": "<Timer(Thread-2, initial)>",
      "Value": "<Value counter('i', 7)>",
    }
  `);
  for (const { name, isSameInspected } of result ?? []) expect([name, isSameInspected]).toEqual([name, true]);
});

test('an address is that of one object, in all threads', async () => {
  expect((await observe(program.addresses)).result).toEqual({ areDifferent: true, isSameElsewhere: true });
});

test('a name is text: an argument that has another meaning in Python is not taken for one', async () => {
  expect((await observe(program.wrongNames)).result).toEqual([
    'TypeError: the name of a Lock is text, not a number',
    'TypeError: the name of a SharedList is text, not an array',
    'TypeError: the name of a Queue is text, not an object',
    null,
    null,
  ]);
});
