/** What every output format is: something that is told the events of runs in order, and writes text. */
import type { RunEndEvent, RunEvent } from '../events/run-event.js';
import type { RunResult } from '../session/run-result.js';
import type { Table } from './blocks.js';

/** What the place that text goes to can show. Only the command line looks at the environment. */
export interface Terminal {
  /** Columns of a line; read anew for every line, since a window can be resized. */
  readonly columns: number;
  readonly colour: boolean;
  /** False where nothing but ASCII may be printed of our own. */
  readonly unicode: boolean;
  /** True where nobody looks at a screen: then lines of the log and of programs are as long as they are. */
  readonly isEndless?: boolean;
  /** The folder that paths are shown from; they are shown whole without it. */
  readonly folder?: string;
}

/** What a format may say of a demo beyond the events of its run. */
export interface DemoFacts {
  /** Commands to try next, the best first. */
  readonly next?: readonly string[];
  /** The demo's own tables of its result; without it the result is shown as keys and values. */
  summary?(end: RunEndEvent): readonly Pick<Table, 'head' | 'rows'>[] | undefined;
}

export interface Renderer {
  /** A run is about to begin. */
  begin?(demo: DemoFacts): void;
  /** The next event of that run, in `seq` order. True if that has added to the log. */
  event?(event: RunEvent): boolean;
  /** Settles when all that was told has been written. */
  settle?(): Promise<void>;
  /** All runs are over; `partial` when not all of them were, or not to their end. */
  finish?(runs: readonly RunResult[], partial: boolean): void | Promise<void>;
}

/** Takes text for stdout, line ends included. */
export type Write = (text: string) => void;
