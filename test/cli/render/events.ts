import type { RunEvent } from '../../../src/events/run-event.js';
import type { OwnTable, Renderer, Terminal } from '../../../src/render/renderer.js';

type Given<E> = E extends RunEvent
  ? Omit<E, 'v' | 'seq' | 'now' | 'process' | 'ident'> & { now?: number; process?: string; ident?: number }
  : never;

const idents = ['MainThread', 'Thread-1 (add)', 'Thread-2 (subtract)'];

/** Events, completed with fields that are the same in all of them; ten seconds of the program go by in one. */
export function events(...given: Given<RunEvent>[]): RunEvent[] {
  return given.map((event, index) => {
    const who =
      'thread' in event ? { process: 'MainProcess', ident: 1 + Math.max(idents.indexOf(event.thread), 0) } : {};
    return { v: 1, seq: index + 1, now: event.t * 10, ...who, ...event } as RunEvent;
  });
}

export const start = {
  type: 'run.start',
  t: 0,
  demo: 'mine',
  variant: 'both',
  params: { count: 3 },
  seed: 7,
  start: 'aligned',
  speed: 10,
} as const;

export const end = {
  type: 'run.end',
  t: 0.5,
  reason: 'completed',
  seconds: 0.5,
  outcome: { name: 'done', grade: 'expected', because: 'It ends.' },
  threads: [],
  processes: [],
} as const;

export const plain: Terminal = { columns: 60, colour: false, unicode: true };

/** The output of a renderer for these events. */
export async function shown(
  create: (write: (text: string) => void) => Renderer | Promise<Renderer>,
  told: readonly RunEvent[],
  demo = {},
  tables?: readonly OwnTable[],
): Promise<string> {
  let text = '';
  const renderer = await create((part) => {
    text += part;
  });
  renderer.begin?.(demo);
  if (tables) renderer.tables?.(tables);
  for (const event of told) renderer.event?.(event);
  await renderer.finish?.([], false);
  return text;
}
