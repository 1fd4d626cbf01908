/** The interface of every output format: it receives the events of runs in order, and writes text. */
import type { RunEvent } from '../events/run-event.js';
import type { RunResult } from '../session/run-result.js';
import type { Table } from './blocks.js';

/** What the output can show. Only the command line reads the environment. */
export interface Terminal {
  /** Columns of a line. Read it for every line, since a window can be resized. */
  readonly columns: number;
  readonly colour: boolean;
  /** False if our own text must be ASCII only. */
  readonly unicode: boolean;
  /** True if the output is not a screen: then lines of the log and of programs are not broken. */
  readonly isEndless?: boolean;
  /** Paths are shown relative to this folder; without it, in full. */
  readonly folder?: string;
}

/** What a format may show of a demo beyond the events of its run. */
export interface DemoFacts {
  /** Commands to try next, the best first. */
  readonly next?: readonly string[];
  /** The command that runs every schedule of what was run, if there is one. */
  readonly explore?: string;
}

/** A table of the demo's own, of its result. */
export type OwnTable = Pick<Table, 'head' | 'rows'>;

export interface Renderer {
  /** A run is about to begin. */
  begin?(demo: DemoFacts): void;
  /** The demo's own tables, before the run's last event; without them, the result is shown as keys and values. */
  tables?(tables: readonly OwnTable[]): void;
  /** The next event of that run, in `seq` order. Returns true if it added to the log. */
  event?(event: RunEvent): boolean;
  /** Settles when everything received so far is written. */
  settle?(): Promise<void>;
  /** All runs are over; `partial` if some did not start or did not end by themselves. */
  finish?(runs: readonly RunResult[], partial: boolean): void | Promise<void>;
}

/** Writes text, line ends included. */
export type Write = (text: string) => void;
