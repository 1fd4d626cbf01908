import { cpus } from 'node:os';
import { expect, test } from 'vitest';
import * as program from '../../build/programs/process.js';
import { type Observed, observe } from '../observe.js';

const file = '/test/programs/process.ts:';

/** The end of each process, by name. */
function endings({ processes }: Observed<unknown>): Record<string, unknown> {
  return Object.fromEntries(processes.map(({ name, exitcode, end }) => [name, [end, exitcode]]));
}

test('a process without a name is numbered after its class, and a given name uses up a number', async () => {
  const { result } = await observe(program.naming);
  expect(result).toEqual(['Process-1', 'Process-2', 'Greeter-3', 'func', 'Process-5']);
});

test('the name can be set to text, and the process has it', async () => {
  const { result, logs } = await observe(program.renaming);
  expect(result).toEqual(['after', 'AssertionError: name must be a string']);
  expect(logs).toEqual(['after MainThread MainProcess true']);
});

test('a child of a process is named after it, and numbered from 1', async () => {
  const { result, logs, processes } = await observe(program.grandchildren);
  expect(logs).toEqual([
    'Process-2 MainThread MainProcess true',
    'Process-2:1 MainThread Process-2 true',
    'named MainThread Process-2 true',
    'Process-2:3 MainThread Process-2 true',
  ]);
  expect(result).toEqual([undefined, 'MainProcess']);
  expect(processes.map(({ name }) => name)).toEqual(['Process-1', 'Process-2', 'Process-2:1', 'named', 'Process-2:3']);
});

test('a group is refused, and a target that is not a function, a class, not exported, or async', async () => {
  const { result, processes } = await observe(program.impossibleOptions);
  expect(result).toEqual([
    'AssertionError: group argument must be None for now',
    'TypeError: a target is a function that its module exports, not a string',
    expect.stringMatching(/^TypeError: hidden is not exported by .*: a process finds its target /),
    'TypeError: later is async: what a process runs blocks instead (`sleep(1)`, not `await`)',
    'TypeError: Greeter is a class, and a target is a function: subclass Process and write what it does in its run(), or export a function that makes a Greeter',
    expect.stringMatching(
      /^TypeError: Hidden is not exported by .*: a process finds its class .*`export class Hidden`/,
    ),
    expect.stringMatching(/^TypeError: Greeter is a class, and a target is a function: subclass Thread /),
    expect.stringMatching(/^TypeError: Map is a class/),
  ]);
  expect(processes).toEqual([]);
});

test('a process is started once only, and by the process that made it', async () => {
  expect((await observe(program.startTwice)).result).toBe('AssertionError: cannot start a process twice');
  const notMine = 'AssertionError: can only start a process object created by current process';
  const notChild = 'AssertionError: can only join a child process';
  expect((await observe(program.startInChild)).result).toEqual([[notMine, notChild], notMine, notChild]);
});

test('methods that need a started process say so', async () => {
  expect((await observe(program.joinErrors)).result).toEqual([
    'AssertionError: can only join a started process',
    "AttributeError: 'NoneType' object has no attribute 'terminate'",
    "AttributeError: 'NoneType' object has no attribute 'kill'",
  ]);
});

test('a daemon makes daemons, and may not start any', async () => {
  const { result } = await observe(program.daemons);
  expect(result).toEqual([
    [true, true, 'AssertionError: daemonic processes are not allowed to have children'],
    false,
    true,
    'AssertionError: process has already started',
  ]);
});

test('at the end daemons are terminated, and all others are awaited', async () => {
  const run = await observe(program.leaveBehind);
  expect(run.reason).toBe('completed');
  expect(run.logs).toEqual(['awaited']);
  expect(endings(run)).toEqual({ daemon: ['terminated', -15], other: ['exited', 0] });
});

test('exit codes are those of Python', async () => {
  const run = await observe(program.exitcodes);
  expect(run.result).toEqual([0, 3, 7, 255, 1, 4, -15, -9]);
  expect(run.logs).toEqual(['awaited']);
  expect(run.reason).toBe('failed');
  const failed = run.threads.filter(({ error }) => error);
  expect(failed.map(({ process, error }) => [process, error?.type, error?.message])).toEqual([
    ['Process-5', 'RangeError', 'no good'],
  ]);
  expect(failed[0]?.error?.stack).toContain(file);
});

test('`process.exit` in another thread than MainThread ends that thread alone', async () => {
  const run = await observe(program.failInThread);
  expect(run.logs).toEqual(['goes on']);
  expect(endings(run)).toEqual({ 'Process-1': ['exited', 0] });
});

test('a process is alive from its start to its end', async () => {
  const { result } = await observe(program.lifeOfProcess);
  expect(result).toEqual({
    isSame: true,
    before: [false, true, true, undefined],
    during: [true, false, true, undefined, [true], false],
    still: true,
    after: [false, false, true, 0],
    children: 0,
    cpus: cpus().length,
  });
});

test('a closed process cannot be used, and one that runs cannot be closed', async () => {
  const closed = 'ValueError: process object is closed';
  expect((await observe(program.closing)).result).toEqual([
    'ValueError: Cannot close a process while it is still running. You should first call join() or terminate().',
    closed,
    closed,
    closed,
    "<Process name='Process-1' parent=ME closed>",
  ]);
});

test('reprs are those of Python', async () => {
  expect((await observe(program.reprs)).result).toEqual([
    "<Process name='Process-1' parent=ME initial daemon>",
    "<Process name='Process-1' pid=N parent=ME started daemon>",
    "<Process name='Process-1' pid=N parent=ME stopped exitcode=-SIGTERM daemon>",
    "<Greeter name='Greeter-2' pid=N parent=ME stopped exitcode=0>",
    "<_MainProcess name='MainProcess' parent=None started>",
    "<Process name='Process-3' parent=PARENT started>",
    "<_ParentProcess name='MainProcess' parent=None unknown>",
  ]);
});

test('plain data is copied, and objects that processes share stay themselves', async () => {
  const { result } = await observe(program.passArguments);
  expect(result).toEqual([
    ['<Lock(owner=None)>', '<Lock(owner=Process-1)>'],
    2.5,
    true,
    [1, null, new Map([['a', new Date(0)]])],
    false,
  ]);
});

test('objects that threads share are refused, with the class to use instead, before anything is started', async () => {
  const { result } = await observe(program.refusedArguments);
  const refusal = (what: string) => expect.stringMatching(new RegExp(`^TypeError: .*cannot be passed .*: ${what}`));
  expect(result).toEqual([
    refusal('a Lock is shared by the threads of one process.*: use Lock of pyconc/multiprocessing'),
    refusal('a Queue is shared .*: use Queue or JoinableQueue of pyconc/multiprocessing'),
    refusal('a Value is shared .*: use Value of pyconc/multiprocessing'),
    refusal('a Thread .*belongs to the process that started it'),
    refusal('a Process .*belongs to the process that made it'),
    refusal('.*could not be cloned'),
    refusal('a Lock is shared'),
    0,
    0,
  ]);
});

test('a subclass runs its `run`, with the fields it was made with', async () => {
  const { result, logs } = await observe(program.subclass);
  expect(logs).toEqual(['good day Greeter-1 true true']);
  expect(result).toEqual(['of super', 'good day']);
});

test('each process has its own variables, and its own objects of threads', async () => {
  expect((await observe(program.isolation)).result).toEqual([[0, 5], 1]);
});

test('threads work in a process as elsewhere', async () => {
  const run = await observe(program.threadsInChild);
  expect(run.result).toEqual([1, 2, 3]);
  const inChild = run.threads.filter(({ process }) => process === 'Process-1').map(({ name, end }) => [name, end]);
  expect(inChild).toEqual([
    ['MainThread', 'returned'],
    ['Thread-1 (answer)', 'returned'],
    ['Thread-2 (answer)', 'returned'],
    ['Thread-3 (answer)', 'returned'],
  ]);
  expect(new Set(run.threads.map(({ ident }) => ident)).size).toBe(run.threads.length);
});

test('output of a process that bypasses the log is in the log', async () => {
  const { events } = await observe(program.strayOutput);
  const lines = events.flatMap((event) =>
    event.type === 'log' ? [`${event.process} ${event.stream}: ${event.text}`] : [],
  );
  expect(lines.sort()).toEqual([
    'talker stderr: a complaint',
    'talker stdout: and without an end of the line',
    'talker stdout: captured',
    'talker stdout: past the log',
  ]);
});

test('the end of a process that is killed from outside is noticed, with the signal', async () => {
  const run: Observed<unknown> = await observe(program.killedFromOutside, {
    onEvent(event) {
      if (event.type === 'process.start') pid = event.pid;
      if (event.type === 'log' && event.text === 'ready') process.kill(pid, 'SIGKILL');
    },
  });
  expect(run.result).toBe(-9);
  expect(run.reason).toBe('failed');
  expect(endings(run)).toEqual({ victim: ['killed', -9] });
  expect(run.threads.map(({ process, end }) => [process, end])).toEqual([
    ['MainProcess', 'returned'],
    ['victim', 'killed'],
  ]);
});
let pid = 0;

// A process that was killed and had much memory takes a while to be gone, too.
test('a process that cannot send messages has not hung', async () => {
  const run: Observed<unknown> = await observe(program.stopChild, {
    onEvent(event) {
      if (event.type === 'process.start') pid = event.pid;
      if (event.type === 'log') setTimeout(() => process.kill(pid, 'SIGKILL'), 500);
    },
  });
  expect(run.result).toBe(-9);
  expect(run.reason).toBe('failed');
});

test('a process that loses its channel ends', async () => {
  const run = await observe(program.lostChannel);
  expect(run.result).toBe('number');
  expect(run.seconds).toBeLessThan(15);
});

test('ten processes at once', async () => {
  expect((await observe(program.tenAtOnce)).result).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test('any thread may start processes', async () => {
  const { logs } = await observe(program.startFromThreads);
  expect(logs.map((line) => line[0]).sort()).toEqual(['a', 'b', 'c']);
});

test.each([['max' as const], [1]])(
  'processes that wait for each other hang, and the diagnosis names them all (speed %s)',
  async (speed) => {
    const run = await observe(program.oppositeLocks, { speed });
    expect(run.reason).toBe('hung');
    const [main, ...others] = run.diagnosis?.waiting ?? [];
    expect(main).toMatchObject({ process: 'MainProcess', call: 'Process.join', object: 'f', heldBy: 'f' });
    expect(main?.at).toContain(file);
    expect(others).toMatchObject([
      { process: 'f', thread: 'MainThread', call: 'multiprocessing.Lock.acquire', object: 'second', heldBy: 'b' },
      { process: 'b', thread: 'MainThread', call: 'multiprocessing.Lock.acquire', object: 'first', heldBy: 'f' },
    ]);
    expect(others.every(({ at }) => at?.includes(file))).toBe(true);
    expect(
      others.every(({ holder }) => holder?.takenAt?.includes(file) && holder.source?.endsWith('.acquire();')),
    ).toBe(true);
    expect(run.diagnosis?.cycle?.toSorted()).toEqual(['b', 'f']);
    expect(run.processes.map(({ end }) => end)).toEqual(['stopped', 'stopped']);
  },
);

test('a parent, its child and its grandchild that all wait hang', async () => {
  const run = await observe(program.allWait);
  expect(run.reason).toBe('hung');
  expect(run.diagnosis?.waiting.map(({ process, call, object }) => [process, call, object])).toEqual([
    ['MainProcess', 'Process.join', 'child'],
    ['child', 'Process.join', 'grandchild'],
    ['grandchild', 'multiprocessing.Queue.get', 'gate'],
  ]);
});

test('an object that a process held when it ended stays held', async () => {
  const { reason, diagnosis } = await observe(program.heldByTheDead);
  expect(reason).toBe('hung');
  expect(diagnosis?.waiting[0]).toMatchObject({
    object: 'first',
    heldBy: 'gone, whose process has ended',
    holder: { ended: true },
  });
});

test('a diagnosis names the thread and the process of each holder', async () => {
  const { diagnosis } = await observe(program.holdAcross);
  const told = diagnosis?.waiting.map(({ process, thread, object, heldBy }) => [process, thread, object, heldBy]);
  expect(told).toEqual([
    ['MainProcess', 'MainThread', '<RLock(p|t, 2)>', 'p/t'],
    ['p', 'MainThread', 'own lock', 'p'],
    ['p', 't', '<Lock(owner=MainProcess)>', 'MainProcess'],
  ]);
  expect(diagnosis?.cycle?.toSorted()).toEqual(['MainProcess', 'p/t']);
});

test('a thread that waits for a lock of its own is its owner', async () => {
  const { diagnosis } = await observe(program.takeTwice);
  expect(diagnosis?.waiting).toMatchObject([
    { thread: 'MainThread', object: '<Lock(owner=MainProcess)>', heldBy: 'MainThread' },
  ]);
});

test('all processes have one virtual clock', async () => {
  const { result, logs } = await observe(program.naps, { speed: 'max' });
  expect(logs).toEqual(['slept 1', 'slept 2', 'slept 3']);
  expect(result).toEqual([true, 1, 2, 3, 'Empty: ']);
});

test('a process whose arguments do not fit into its memory fails, as one that throws', async () => {
  const { result, reason, threads } = await observe(program.giveTooMuch, { arena: 1 });
  expect([result, reason]).toEqual([1, 'failed']);
  expect(threads[1]).toMatchObject({ process: 'Process-1', name: 'MainThread', error: { type: 'MemoryError' } });
});

test('a process that cannot end is killed by its parent, before the parent is', async () => {
  const pids: number[] = [];
  const stop = new AbortController();
  const run = await observe(program.stopGrandchild, {
    signal: stop.signal,
    onEvent(event) {
      if (event.type === 'process.start') pids.push(event.pid);
      if (event.type === 'log' && event.text === 'stopping') setTimeout(() => stop.abort(), 1000);
    },
  });
  expect(run.reason).toBe('interrupted');
  expect(pids).toHaveLength(3);
  await expect.poll(() => pids.filter(isThere), { timeout: 10_000 }).toEqual([]);
});

test('a process that logs more than the host can take waits, and does not pile it up', async () => {
  const { result, logs } = await observe(program.muchFromChild);
  expect(logs).toHaveLength(150_000);
  const [quiet, talkative] = result as [number, number];
  // Piled up, the messages take 280 MB and more, and twice that for twice as many lines.
  expect((talkative - quiet) / 2 ** 20).toBeLessThan(200);
});

test('a process whose parent is killed is stopped with it', async () => {
  const pids: number[] = [];
  const run: Observed<unknown> = await observe(program.allWait, {
    onEvent(event) {
      if (event.type !== 'process.start') return;
      pids.push(event.pid);
      if (pids.length === 2) process.kill(pids[0] as number, 'SIGKILL');
    },
  });
  expect(run.reason).toBe('failed');
  expect(endings(run)).toEqual({ child: ['killed', -9], grandchild: ['stopped', null] });
});

test('a program that is stopped takes its processes with it', async () => {
  const pids: number[] = [];
  const stop = new AbortController();
  const run = await observe(program.allWait, {
    timeout: 60,
    signal: stop.signal,
    onEvent(event) {
      if (event.type === 'process.start') pids.push(event.pid);
      if (pids.length === 2) stop.abort();
    },
  });
  expect(run.reason).toBe('interrupted');
  expect(run.processes.map(({ name, end }) => [name, end])).toEqual([
    ['child', 'stopped'],
    ['grandchild', 'stopped'],
  ]);
  const told = run.events.flatMap((event) => (event.type === 'process.end' ? [event.pid] : []));
  expect(told.toSorted()).toEqual(pids.toSorted());
  expect(pids).toHaveLength(2);
  for (const each of pids) await expect.poll(() => isThere(each), { timeout: 20_000 }).toBe(false);
});

function isThere(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch {
    return false;
  }
}
