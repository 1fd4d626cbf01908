import type { Diagnosis, WaitingThread } from 'pyconc';
import { expect, test } from 'vitest';
import * as program from '../../build/programs/awaited.js';
import { diagnosisText } from '../../src/render/diagnosis.js';
import { observe } from '../observe.js';

/** The sentences of a diagnosis, without its times. */
function said(diagnosis: Diagnosis | undefined): string[] {
  const { sentences } = diagnosisText(diagnosis ?? { waiting: [] }, 'hung');
  return sentences.map(({ text }) => text.replace(/\d+\.\d{3} s/g, '# s')).filter((text) => text !== '');
}

const MAIN = 'MainThread waits in ';

/** A program, what its diagnosis says first, and the facts of the first thread that waits for no other thread's end. */
const hangs: [main: () => unknown, sentence: string, facts: Partial<WaitingThread>][] = [
  [
    program.heldByEnded,
    `${MAIN}Lock.acquire for red, held by keeper since # s, which has ended`,
    { heldBy: 'keeper', holder: holder('keeper', 2, { ended: true, source: 'red.acquire();' }) },
  ],
  [
    program.heldAfterMany,
    `${MAIN}Lock.acquire for red, held by keeper, which has ended`,
    { holder: holder('keeper', 2, { ended: true, source: 'red.acquire();', earlier: true, since: null }) },
  ],
  [
    program.allSeatsTaken,
    `${MAIN}Semaphore.acquire for seats: a and b took all permits, and nobody has given one back`,
    {
      heldBy: null,
      state: { kind: 'Semaphore', permits: 0, initial: 2 },
      history: expect.arrayContaining([
        operation('a', 'acquired', { ended: true }),
        operation('b', 'acquired', { ended: true }),
      ]),
    },
  ],
  [
    program.noSignal,
    `${MAIN}Semaphore.acquire for signals: it has had no permit so far`,
    { state: { kind: 'Semaphore', permits: 0, initial: 0 }, history: [] },
  ],
  [
    program.noFurtherSignal,
    `${MAIN}Semaphore.acquire for signals: no permit is left; nobody who is alive has ever released one (1 permit came from sender)`,
    { history: [operation('sender', 'released', { ended: true }), operation('MainThread', 'acquired')] },
  ],
  [
    program.oneTooFew,
    'a waits in Barrier.wait for gate: 3 of 4 have come (a, b and c)',
    { state: { kind: 'Barrier', parties: 4, arrived: ['a', 'b', 'c'] } },
  ],
  [
    program.neverSet,
    `${MAIN}Event.wait for ready: it was never set`,
    { state: { kind: 'Event', isSet: false }, history: [] },
  ],
  [
    program.setTooEarly,
    `${MAIN}Event.wait for ready: it was set by producer at # s and cleared by producer at # s, while this thread did not wait`,
    { history: [operation('producer', 'set', { ended: true }), operation('producer', 'cleared', { ended: true })] },
  ],
  [
    program.neverNotified,
    `${MAIN}Condition.wait for buffer: nobody has notified it so far`,
    { state: { kind: 'Condition', waiting: 1 }, history: [] },
  ],
  [
    program.notifiedTooEarly,
    `${MAIN}Condition.wait for buffer: it was last notified by MainThread at # s, when nobody waited: nothing is kept of that`,
    { history: [operation('MainThread', 'notified', { woke: null })] },
  ],
  [
    program.wokeAnother,
    'second waits in Condition.wait for buffer: it was last notified by MainThread at # s, which woke first',
    { history: [operation('MainThread', 'notified', { woke: 'first' })] },
  ],
  [
    program.emptyFromTheStart,
    `${MAIN}Queue.get for tasks: it is empty; nobody has ever put anything into it`,
    { state: { kind: 'Queue', items: 0, maxsize: 0, unfinished: 0 }, history: [] },
  ],
  [
    program.producerEnded,
    `${MAIN}Queue.get for tasks: it is empty; nobody who is alive has ever put anything into it (3 items came from producer)`,
    {
      history: [operation('producer', 'put', { ended: true, times: 3 }), operation('MainThread', 'got', { times: 3 })],
    },
  ],
  [
    program.emptyAgain,
    expect.stringMatching(/^[ab] waits in Queue\.get for tasks: it is empty; 1 item was put by MainThread at # s$/),
    { state: { kind: 'Queue', items: 0, maxsize: 0, unfinished: 1 } },
  ],
  [
    program.fullUnread,
    `${MAIN}Queue.put for narrow: it is full (2 items); nobody has ever got anything from it`,
    { state: { kind: 'Queue', items: 2, maxsize: 2, unfinished: 2 } },
  ],
  [
    program.readerEnded,
    `${MAIN}Queue.put for narrow: it is full (2 items); nobody who is alive has ever got anything from it (1 item went to reader)`,
    {},
  ],
  [
    program.neverDone,
    `${MAIN}Queue.join for tasks: 3 items not reported as done; 3 got, none reported; all who got them have ended`,
    { state: { kind: 'Queue', items: 0, maxsize: 0, unfinished: 3 } },
  ],
  [
    program.partlyDone,
    `${MAIN}Queue.join for tasks: 2 items not reported as done; 1 got, 1 reported; 2 still in it`,
    { state: { kind: 'Queue', items: 2, maxsize: 0, unfinished: 2 } },
  ],
];

test.each(hangs)(
  'a diagnosis tells the state and the history of what a thread waits for: %o',
  async (main, sentence, facts) => {
    const { reason, diagnosis } = await observe(main);
    expect(reason).toBe('hung');
    expect(said(diagnosis)[0]).toEqual(sentence);
    const waiting = diagnosis?.waiting.find(({ call }) => call !== 'Thread.join');
    expect(waiting).toMatchObject(facts);
  },
);

test.each([
  [program.ringOfLocks, 'Lock.acquire', 'blue', 'red'],
  [program.ringOfRLocks, 'RLock.acquire', 'shelf', 'box'],
  [program.ringOfSemaphores, 'Semaphore.acquire', 'knife', 'fork'],
] as const)(
  'a cycle comes first, and where each thread took what the other wants: %o',
  async (main, call, ...objects) => {
    const { diagnosis } = await observe(main);
    expect(diagnosis?.cycle?.toSorted()).toEqual(['a', 'b']);
    const [first, ...others] = said(diagnosis);
    expect(first).toMatch(/^Deadlock cycle: (a → b → a|b → a → b)$/);
    expect(others.toSorted()).toEqual([
      expect.stringMatching(/^MainThread waits in Thread\.join for [ab]$/),
      `a waits in ${call} for ${objects[0]}, held by b since # s`,
      `b waits in ${call} for ${objects[1]}, held by a since # s`,
    ]);
    for (const { at, holder } of diagnosis?.waiting.filter((each) => each.call === call) ?? []) {
      expect(holder?.source).toBe('first.acquire();');
      expect(Number(holder?.takenAt?.split(':')[1])).toBeLessThan(Number(at?.split(':')[1]));
    }
  },
);

test.each([
  [program.emptyStack, 'LifoQueue', 'Queue.get for stack'],
  [program.emptyPriorityQueue, 'PriorityQueue', 'Queue.get for urgent'],
  [program.emptySimpleQueue, 'SimpleQueue', 'SimpleQueue.get for replies'],
])('all kinds of queues have a state and a history: %o', async (main, kind, what) => {
  const { diagnosis } = await observe(main);
  expect(diagnosis?.waiting[0]?.state).toMatchObject({ kind, items: 0 });
  expect(said(diagnosis)).toEqual([`${MAIN}${what}: it is empty; 1 item was put by MainThread at # s`]);
});

test('a thread that polls is listed with its line beside those that wait for it', async () => {
  const { reason, diagnosis } = await observe(program.waitForPoller, { timeout: 1 });
  expect(reason).toBe('timeout');
  expect(diagnosis?.waiting).toMatchObject([
    { thread: 'MainThread', call: 'Thread.join', object: 'poller' },
    { thread: 'poller', call: 'a polling loop', object: 'turn', source: 'while (turn.value === 0);' },
  ]);
});

function holder(thread: string, ident: number, facts: object) {
  return {
    thread,
    ident,
    takenAt: expect.stringMatching(/awaited\.ts:\d+:\d+$/),
    since: expect.any(Number),
    ...facts,
  } as WaitingThread['holder'];
}

function operation(thread: string, op: string, facts: object = {}) {
  return expect.objectContaining({ thread, op, times: 1, last: expect.any(Number), ...facts });
}
