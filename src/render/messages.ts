/**
 * The command line's own sentences: plain English, no colours, no layout. What it refuses is in refusals.ts; the sentences of
 * `trials` are in trials/; the help of an option stands where the option is declared.
 */
import type { ProcessEnd, Reason, ThreadEnd } from '../events/facts.js';
import type { RelatedError } from '../events/related-errors.js';
import { compileCommand } from './compile-command.js';

const howProcessEnded = {
  exited: 'by itself',
  terminated: 'terminated',
  killed: 'killed',
  stopped: 'stopped',
  alive: 'never ended',
} satisfies Record<ProcessEnd, string>;

export const messages = {
  threadStarted: (daemon: boolean) => (daemon ? 'started (daemon)' : 'started'),
  threadEnded: {
    returned: 'ended',
    exception: 'ended by an exception',
    exit: 'ended by process.exit',
    killed: 'was killed',
  } satisfies Record<Exclude<ThreadEnd, 'alive'>, string>,
  related: {
    cause: (error: string) => `caused by ${error}`,
    part: (error: string) => `one of them: ${error}`,
  } satisfies Record<RelatedError['relation'], (error: string) => string>,
  howEnded: {
    returned: 'returned',
    exception: 'exception',
    exit: 'process.exit',
    killed: 'killed',
    alive: 'never ended',
  } satisfies Record<ThreadEnd, string>,
  processStarted: (pid: number, isDaemon: boolean) => `started (pid ${pid}${isDaemon ? ', daemon' : ''})`,
  processEnded(exitcode: number | null, end: keyof typeof howProcessEnded) {
    const how = end === 'exited' ? 'ended' : howProcessEnded[end];
    // The run itself stopped the process, so its exit code says nothing about the program.
    return end === 'stopped' ? how : `${how} (exit code ${exitcode})`;
  },
  howProcessEnded,

  running: (demo: string, seconds: number) => `${demo} is running (${seconds} s)`,

  variant: (variant: string) => `variant ${variant}`,
  conditions: {
    start: (start: string) => `start ${start}`,
    /** Shown because all times are in program seconds. */
    speed(speed: number | 'max') {
      if (speed === 'max') return 'speed max: sleeps take no time';
      return speed === 1 ? 'speed 1' : `speed ${speed}: a second takes ${Number((1 / speed).toPrecision(3))} s`;
    },
    seed: (seed: number) => `seed ${seed}`,
  },
  seconds: (seconds: number) => `${seconds.toFixed(3)} s`,

  headings: {
    lostUpdate: 'The first lost update that was caught',
    threads: 'Threads',
    processes: 'Processes',
    runs: 'All runs',
  },
  heads: {
    result: ['name', 'value'],
    threads: ['name', 'started', 'ended', 'how it ended'],
    processes: ['name', 'pid', 'exit code', 'started', 'ended', 'how it ended'],
    runs: ['demo', 'threads', 'time', 'outcome', 'verdict'],
    demos: ['demo', 'about', 'topic'],
  },
  moreCharacters: (count: number) => ` … ${count.toLocaleString('en')} more characters: --format ndjson has them`,
  andMore: (count: number) => `… and ${count} more`,
  moreThreads: (count: number) => `… ${count} more`,
  sequential: 'The threads that were started never ran at the same time: each was joined before the next was started.',
  none: '–',

  noDeclaredOutcome: 'no declared outcome',
  undeclared: {
    completed: 'It came to its end, but no outcome that the demo declares fits it.',
    hung: 'It hung, and the demo declares no such outcome.',
    failed: 'It failed, and the demo declares no such outcome.',
  },
  ended: {
    completed: 'completed',
    hung: 'hung',
    failed: 'failed',
    timeout: 'timed out',
    interrupted: 'interrupted',
  } satisfies Record<Reason, string>,
  cutShort: (reason: Reason, seconds: number) =>
    reason === 'timeout'
      ? `Stopped after ${seconds.toFixed(1)} s. \`--timeout\` sets how long a run may take, 0 for as long as it likes.`
      : 'Stopped before its end: this is how far it came.',
  exitcode: (exitcode: number) => `exit code ${exitcode}`,
  programFailed: (error: string) => `The program failed: ${error}`,
  notice: 'Notice',
  next: 'Next',

  lostUpdate: {
    load: (value: number) => `loads ${value}`,
    store: (value: number) => `stores ${value}`,
    stale: '← stale when it stores',
    over: (value: number) => ` over ${value}, unseen`,
    overwrites: (value: number) => `← overwrites ${value} unseen`,
    somebody: 'another thread',
    value: 'value',
    notCaught:
      'No lost update was caught in the act: only the first operations of each thread on a value are kept for that.',
  },

  warnings: {
    deadlock: (isAlone: boolean) =>
      isAlone
        ? 'A thread waits for itself, while others continue:'
        : 'Some threads wait for each other, while others continue:',
    resolvedDeadlock: (isAlone: boolean) =>
      isAlone
        ? 'A thread waited for itself, until another one released the lock:'
        : 'Some threads waited for each other, until another one released a lock:',
    resolved: ([first = '', ...others]: readonly string[]) =>
      others.length === 0
        ? `${first} waits for itself no longer: another thread has released the lock.`
        : `${listed([first, ...others])} wait for each other no longer: another thread has released a lock.`,
    lockOrder: (locks: readonly string[]) => `${listed(locks)} are taken in opposite orders, which can deadlock:`,
    explore: 'All schedules, with those that deadlock:',
    took: (thread: string, first: string, then: string) => `${thread} took ${first}, then ${then}.`,
    dataRace: (
      object: string,
      threads: readonly string[],
      guarded: readonly (readonly [value: string, by: string])[],
    ) =>
      [
        `${object} is changed by ${listed(threads)} at the same time, with no lock in common`,
        ...guarded.map(([value, by]) => `${value} under ${by}`),
      ].join('; '),
    stores: (thread: string, holding: readonly string[]) =>
      `${thread} stores it ${holding.length === 0 ? 'without a lock' : `holding ${listed(holding)}`}.`,
    privateLocks: (threads: readonly string[], locks: number) =>
      `${listed(threads)} made ${locks} locks of their own here. No other thread has them, so they guard nothing:`,
    unshared: (what: 'variable' | 'argument', name: string) =>
      what === 'variable'
        ? `Each thread has its own copy of the module variable ${name}: to share it, use a Value or a SharedList.`
        : `An array argument is copied, and ${name} was changed in the copy alone: to share it, use a SharedList or a Queue.`,
    copies: (copies: readonly string[]) => `At the end it was ${copies.join('; ')}.`,
    /** The same value in each of some copies: of one thread each, or of threads one after another. */
    copy: (value: string, threads: readonly string[], isOfOne: boolean) => {
      if (threads.length === 1) return `${value} in ${threads[0]}`;
      return isOfOne ? `${value} in ${listed(threads)}, one after another` : `${value} in each of ${listed(threads)}`;
    },
    others: (threads: number) => `${threads} others`,
    changed: (threads: readonly string[], given: string, value: string) =>
      `${listed(threads)} ${threads.length === 1 ? 'was' : 'were each'} given ${given} and ended with ${value}.`,
  },

  whoWaits: {
    hung: 'No thread can continue:',
    other: 'Waiting at that moment:',
  },
  lanes: {
    states: { runs: 'runs', holds: 'holds a lock', waits: 'waits', both: 'holds and waits', sleeps: 'sleeps' },
    waits: (call: string, object: string) => {
      // It makes no difference to the reader whether threads or processes share a queue or a lock.
      switch (call.replace('multiprocessing.', '')) {
        case 'Thread.join':
        case 'Process.join':
          return `waits for ${object} to end`;
        case 'Condition.wait':
          return `waits to be notified: ${object}`;
        case 'Event.wait':
          return `waits until ${object} is set`;
        case 'Semaphore.acquire':
          return `waits for a permit: ${object}`;
        case 'Barrier.wait':
          return `waits for the others: ${object}`;
        case 'Queue.get':
        case 'SimpleQueue.get':
          return `waits for an item: ${object}`;
        case 'Queue.put':
          return `waits for room: ${object}`;
        case 'Queue.join':
        case 'JoinableQueue.join':
          return `waits until all is done: ${object}`;
        default:
          return `waits for ${object}`;
      }
    },
    noMore: (operations: number) =>
      `These were the first ${operations} operations: no more are shown in lanes. --trace ops alone lists them all.`,
    times: (times: number) => ` (${times} times by now)`,
    tooNarrow: (threads: number, needed: number, columns: number) =>
      `${threads} ${threads === 1 ? 'thread needs' : 'threads need'} ${needed} columns, and there are ${columns}: the log is shown as a list.`,
  },

  waits: (call: string) => `waits in ${call}`,
  waiting: (thread: string, call: string) => `${thread} waits in ${call}`,
  waitingFor: (object: string) => ` for ${object}`,
  heldBy: (thread: string) => `, held by ${thread}`,
  heldByItself: ', which it holds itself',
  heldSince: (seconds: number) => ` since ${seconds.toFixed(3)} s`,
  holderEnded: ', which has ended',
  takenAt: 'taken at',
  takenBefore: 'as before at',
  awaited: {
    latest: (thread: string, seconds: number) => ` by ${thread} at ${seconds.toFixed(3)} s`,
    arrived: (threads: readonly string[], parties: number) =>
      `${threads.length} of ${parties} have come (${listed(threads)})`,
    noPermit: 'no permit is left',
    neverAny: 'it has had no permit so far',
    allTaken: (threads: readonly string[]) => `${listed(threads)} took all permits, and nobody has given one back`,
    neverSet: 'it was never set',
    setBefore: (set: string, cleared: string) =>
      set === '' || cleared === ''
        ? 'it was set and cleared while this thread did not wait'
        : `it was set${set} and cleared${cleared}, while this thread did not wait`,
    neverNotified: 'nobody has notified it so far',
    notified: (times: number) => `it was notified ${times} times`,
    woke: (latest: string, woken: string | null) =>
      woken === null
        ? `it was last notified${latest}, when nobody waited: nothing is kept of that`
        : `it was last notified${latest}, which woke ${woken}`,
    notifiersEnded: 'nobody who is alive has ever notified it',
    empty: 'it is empty',
    full: (items: number) => `it is full (${count(items, 'item')})`,
    put: {
      never: 'nobody has ever put anything into it',
      ended: (times: number, threads: readonly string[]) =>
        `nobody who is alive has ever put anything into it (${count(times, 'item')} came from ${listed(threads)})`,
      last: (times: number, latest: string) => lastOf(times, 'item', 'put', latest),
    },
    got: {
      never: 'nobody has ever got anything from it',
      ended: (times: number, threads: readonly string[]) =>
        `nobody who is alive has ever got anything from it (${count(times, 'item')} went to ${listed(threads)})`,
      last: (times: number, latest: string) => lastOf(times, 'item', 'got', latest),
    },
    released: {
      never: 'nobody has ever released one',
      ended: (times: number, threads: readonly string[]) =>
        `nobody who is alive has ever released one (${count(times, 'permit')} came from ${listed(threads)})`,
      last: (times: number, latest: string) => lastOf(times, 'permit', 'released', latest),
    },
    unfinished: (items: number) => `${count(items, 'item')} not reported as done`,
    gotAndDone: (got: number, done: number) => `${got} got, ${done === 0 ? 'none' : done} reported`,
    stillIn: (items: number) => `${items} still in it`,
    gettersEnded: (threads: readonly string[]) =>
      threads.length === 1 ? `${threads[0]}, which got them, has ended` : `all who got them have ended`,
  },
  /** Each waits for the next. */
  deadlockCycle: ([first = '', ...others]: readonly string[]) =>
    `Deadlock cycle: ${[first, ...others, first].join(' → ')}`,

  listNext: (command: string) => `${command} run <demo> runs one; ${command} run <demo> --help shows what it takes.`,
  variantsHeading: 'Variants (--variant)',
  paramsHeading: 'Parameters (--param name=value)',
  outcomesHeading: 'Outcomes (--expect)',
  /** What a parameter takes. */
  takes: {
    truth: 'true, false',
    text: 'text',
    number: 'number',
    between: (min: number, max: number) => `${min} to ${max}`,
    least: (min: number) => `${min} or more`,
    most: (max: number) => `up to ${max}`,
  },
  isDefault: '(default)',
  defaultValue: (value: boolean | number | string) => `(default ${value})`,
  allOptions: (command: string) => `\`${command}\` shows all options.`,
  examplesHeading: 'Examples:',
  examples: {
    variant: 'another variant',
    param: 'another value',
    trials: 'how often',
    lanes: 'one column per thread',
    show: 'how it is written',
    variants: 'compared',
    scan: 'a scan',
    aligned: 'lined up',
    json: 'as JSON',
    time: 'for two seconds',
    bound: 'fewer schedules',
    line: 'in a line',
  },
  defaultSpeed: (speed: number | 'max') => `Pace: --speed ${speed} unless given.`,
  unexpected: (demo: string, expected: string, ended: string) =>
    `${demo} was expected to end as ${expected}, and ended as ${ended}.`,
  noSummary: (demo: string, error: string) => `the summary of ${demo} cannot be shown: ${error}`,
  warning: (sentence: string) => `warning: ${sentence}`,
  noTables: '`summary` returns a list of tables, [{ head: […], rows: [[…], …] }]',
  unwritable: (output: string, reason: string | undefined) => `${output} cannot be written to: ${reason}`,
  pace: {
    pause: (next: string) => `Enter: on to ${next}   q: stop `,
    summary: 'Enter: the summary   q: stop ',
    step: 'any key: the next line, then the summary   b: back   a: all the rest   q: stop',
    left: (lines: number) => {
      if (lines === 0) return 'next: the summary ';
      return lines === 1 ? '1 line left ' : `${lines} lines left `;
    },
  },

  /** What a user's own program prints, in Python's words where there are any. */
  ownProgram: {
    timeout: 'The program was stopped: its time is over.',
    failedThread: (thread: string) => `Exception in thread ${thread}:`,
    failedProcess: (process: string) => `Process ${process}:`,
    related: {
      cause: (error: string) => `Caused by: ${error}`,
      part: (error: string) => `One of them: ${error}`,
    } satisfies Record<RelatedError['relation'], (error: string) => string>,
  },

  created: {
    done: (file: string) => `${file} is written: a demo that works, for you to change.`,
    compile: (file: string) => `Compile it first (this Node cannot load TypeScript): ${compileCommand(file)}`,
    typeless: 'With "type": "module" in package.json, Node spares its warning: npm pkg set type=module',
    next: (command: string) => `Run it: ${command}`,
  },

  show: {
    languages: { typescript: 'TypeScript', javascript: 'JavaScript', python: 'Python' },
    heading: (language: string, path: string) => `${language}: ${path}`,
    noTwin: 'There is no Python program beside it.',
  },
} as const;

/** `a`, `a and b`, `a, b and c`. */
function listed(items: readonly string[]): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} and ${last}`;
}

function count(number: number, what: string): string {
  return `${number} ${number === 1 ? what : `${what}s`}`;
}

/** `1 item was put by main at 0.100 s`, `the last of 3 items was put …`, `3 items were put` if it is not known by whom. */
function lastOf(times: number, what: string, done: string, latest: string): string {
  if (times === 1) return `1 ${what} was ${done}${latest}`;
  return latest === ''
    ? `${count(times, what)} were ${done}`
    : `the last of ${count(times, what)} was ${done}${latest}`;
}
