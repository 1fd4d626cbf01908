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
