/** The one table of the command line's own sentences in output: plain English, no colours, no layout. */
import type { Reason, ThreadEnd } from '../events/run-event.js';

export const messages = {
  threadStarted: (daemon: boolean) => (daemon ? 'started (daemon)' : 'started'),
  threadEnded: {
    returned: 'ended',
    exception: 'ended by an exception',
    exit: 'ended: it called process.exit',
    killed: 'was killed',
  } satisfies Record<Exclude<ThreadEnd, 'alive'>, string>,
  howEnded: {
    returned: 'returned',
    exception: 'exception',
    exit: 'process.exit',
    killed: 'killed',
    alive: 'never ended',
  } satisfies Record<ThreadEnd, string>,
  processStarted: (pid: number) => `started (pid ${pid})`,
  processEnded: (exitcode: number) => `ended (exit code ${exitcode})`,

  variant: (variant: string) => `variant ${variant}`,
  conditions: {
    start: (start: string) => `start ${start}`,
    speed: (speed: number | 'max') => `speed ${speed}`,
    seed: (seed: number) => `seed ${seed}`,
  },
  seconds: (seconds: number) => `${seconds.toFixed(3)} s`,

  headings: { result: 'Result', threads: 'Threads', processes: 'Processes', runs: 'All runs' },
  heads: {
    result: ['name', 'value'],
    threads: ['name', 'started', 'ended', 'how it ended'],
    processes: ['name', 'pid', 'exit code', 'started', 'ended'],
    runs: ['demo', 'threads', 'time', 'outcome', 'verdict'],
    demos: ['demo', 'about', 'topic'],
  },
  andMore: (count: number) => `… and ${count} more`,
  moreThreads: (count: number) => `… ${count} more`,
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
  programFailed: (error: string) => `The program failed: ${error}`,
  notice: 'Notice',
  next: 'Try next',

  whoWaits: {
    hung: 'Nobody can go on:',
    other: 'Waiting at that moment:',
  },
  waiting: (thread: string, call: string) => `${thread} waits in ${call}`,
  waitingFor: (object: string) => ` for ${object}`,
  heldBy: (thread: string) => `, held by ${thread}`,
  heldByItself: ', which it holds itself',
  at: (place: string) => `, at ${place}`,
  ring: (threads: readonly string[]) => {
    const [first = '', ...others] = threads;
    return `A ring: ${first} waits for ${[...others, first].join(', which waits for ')}.`;
  },

  listNext: (command: string) => `${command} run <demo> runs one; ${command} run <demo> --help shows what it takes.`,
  variantsHeading: 'Variants (--variant)',
  paramsHeading: 'Parameters (--param name=value)',
  outcomesHeading: 'Outcomes (--expect)',
  demoHeads: {
    variants: ['variant', 'about'],
    params: ['name', 'value', 'default', 'about'],
    outcomes: ['outcome', 'grade', 'because'],
  },
  isDefault: '(default)',
  pace: (speed: number | 'max') => `Pace: --speed ${speed} unless given.`,
  nothingToSet: 'It takes no parameters and has no variants.',
} as const;
