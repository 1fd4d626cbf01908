/** `replay --step`: the schedule is over; the reader goes through its steps, forwards and back. */
import type { ReplayReport } from '../../events/replay-report.js';
import { measureFor } from '../../render/replay/measure-for.js';
import { replayMessages } from '../../render/replay/replay-messages.js';
import type { ReplayRendererOptions } from '../../render/replay/replay-renderer.js';
import { StepFrames } from '../../render/replay/step-frames.js';
import { createTheme } from '../../render/theme.js';
import { sourceFile } from '../../runtime/source/source-line.js';
import { BACK_KEYS, listenForKeys } from '../terminal/keys.js';
import { StepPage } from '../terminal/step-page.js';

export interface StepThroughOptions extends Pick<ReplayRendererOptions, 'terminal' | 'command' | 'sourceOf' | 'write'> {
  /** Stops the command, as Ctrl-C does. */
  stop(): void;
  /** Aborted when the command must stop, for any reason. */
  readonly stopped: AbortSignal;
}

const ON_KEYS = ['\r', '\n', ' ', 'n', 'N', '\x1b[C', '\x1bOC'];
const BACK = [...BACK_KEYS, 'p', 'P'];
const FIRST_KEYS = ['g', '\x1b[H', '\x1bOH', '\x1b[1~'];
const LAST_KEYS = ['G', '\x1b[F', '\x1bOF', '\x1b[4~'];
/** The replay has an outcome in any case, so leaving is no interruption; Ctrl-C is one. */
const LEAVE_KEYS = ['q', 'Q', '\x04'];
const STOP_KEY = '\x03';

/** Settles when the reader leaves. */
export async function stepThrough(report: ReplayReport, options: StepThroughOptions): Promise<void> {
  const { terminal, write, stop, stopped } = options;
  const [theme, measure, page] = await Promise.all([
    createTheme(terminal),
    measureFor(report),
    StepPage.create({ write }),
  ]);
  const frames = new StepFrames(report, { ...options, theme, measure, linesOf: remembered(sourceFile) });
  const end = frames.steps + 1;
  let position = 0;
  let isOver = false;
  // Keys may come faster than frames: each waits for the one before.
  let drawing = Promise.resolve();
  const draw = () => {
    const wanted = position;
    drawing = drawing.then(async () => {
      // Only the last of several.
      if (isOver || wanted !== position) return;
      const text = await frames.text(wanted, (process.stdout.rows || DEFAULT_ROWS) - PROMPT_ROWS);
      page.prompt('');
      page.replace(text);
      page.prompt(theme.prose(replayMessages.step.keys(wanted === 0, wanted === end)));
    });
  };
  await new Promise<void>((resolve) => {
    const onKey = (key: string) => {
      if (isOver) return;
      if (key === STOP_KEY) stop();
      else if (LEAVE_KEYS.includes(key)) leave();
      else move(key);
    };
    const move = (key: string) => {
      const before = position;
      if (ON_KEYS.includes(key)) position = Math.min(position + 1, end);
      else if (BACK.includes(key)) position = Math.max(position - 1, 0);
      else if (FIRST_KEYS.includes(key)) position = 0;
      else if (LAST_KEYS.includes(key)) position = end;
      if (position !== before) draw();
    };
    const leave = () => {
      isOver = true;
      stopped.removeEventListener('abort', leave);
      keys.close();
      resolve();
    };
    const keys = listenForKeys(onKey, () => {
      page.forget();
      draw();
    });
    stopped.addEventListener('abort', leave);
    draw();
  });
  await drawing;
  page.prompt('');
  if (!stopped.aborted && position !== end) write(frames.outcome);
}

const DEFAULT_ROWS = 24;
/** The line of keys, and one that stays free. */
const PROMPT_ROWS = 2;

function remembered<T>(read: (at: string) => T): (at: string) => T {
  const known = new Map<string, T>();
  return (at) => {
    const found = known.has(at) ? (known.get(at) as T) : read(at);
    known.set(at, found);
    return found;
  };
}
