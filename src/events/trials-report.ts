/** What repeated trials come to: the contract between those who try and those who show. */
import type { ErrorFacts, Grade, ParamValue, Reason, StartLine } from './facts.js';

/** Version of the document; it changes when a field changes its meaning or goes. */
export const TRIALS_VERSION = 1;

/** Trials on one set of fresh workers, and how many of them were hits. */
export interface Batch {
  readonly trials: number;
  readonly hits: number;
}

export interface RateEstimate {
  readonly rate: number;
  /** 95 % interval. */
  readonly interval: readonly [number, number];
  /** How the interval was found: `wilson` for independent trials, `wilson-batches` with the spread between batches. */
  readonly method: 'wilson' | 'wilson-batches';
  /** Design effect: by how much the batches differ more than independent trials would; null for a single batch. */
  readonly deff: number | null;
}

export interface OutcomeCount {
  /** null for what no declared outcome matches. */
  readonly name: string | null;
  readonly grade: Grade;
  readonly count: number;
}

/** Trials that no declared outcome matches, for the same reason: the first of them, and how many there were. */
export interface UndeclaredKind {
  /** Its number, from 1. */
  readonly trial: number;
  readonly count: number;
  readonly reason: Exclude<Reason, 'interrupted'>;
  /** In a sentence. */
  readonly because: string;
  /** The thread that failed, where one did. */
  readonly thread: string | null;
  readonly error: ErrorFacts | null;
  /** `file:line:column` where the error was thrown, if that is known. */
  readonly at: string | null;
}

/** One variant with one set of parameters and one start line: what came out, and how often. */
export interface TrialsRow {
  /** What tells it from the other rows that were planned; '' where it is alone. */
  readonly name: string;
  readonly demo: string;
  readonly variant: string | null;
  readonly params: { readonly [name: string]: ParamValue };
  readonly start: StartLine;
  readonly trials: number;
  readonly hits: number;
  /** All declared outcomes, those that never came too, and the undeclared together. */
  readonly outcomes: readonly OutcomeCount[];
  /** What the undeclared ones were; not more than ten kinds of them. */
  readonly undeclared: readonly UndeclaredKind[];
  /** None where the row was to be ended by its hits, or has no trials. */
  readonly rate: number | null;
  readonly interval: readonly [number, number] | null;
  readonly method: RateEstimate['method'] | null;
  readonly deff: number | null;
  /** Where there was no hit: the rate that would still have shown none in 5 % of such rows. */
  readonly noneBelow: number | null;
  /** Share of the trials in which threads that were started ran at the same time. */
  readonly overlap: number | null;
  /** Share of those in which each thread was joined before the next was started. */
  readonly sequential: number | null;
  /** The most threads that a trial has started. */
  readonly threads: number;
  readonly batches: readonly Batch[];
  /** The trial of the first hit, from 1. */
  readonly firstHit: number | null;
  readonly seconds: number;
  /** Threads that ran or waited for a core of the machine in the last minute, a core; null where nobody can say. */
  readonly load: { readonly start: number | null; readonly end: number | null };
  /** True if it was interrupted. */
  readonly partial: boolean;
}

/** How far the rate of one row lies from that of another, by their positions. */
export interface RateDifference {
  readonly row: number;
  readonly from: number;
  readonly difference: number;
  readonly interval: readonly [number, number];
}

export interface TrialsWarning {
  readonly code: string;
  readonly message: string;
  /** The positions of the rows that it is said of; null if it is about the machine. */
  readonly rows: readonly number[] | null;
}

/** A default that trials have instead of the one that runs have. */
export type OwnDefaults = {
  readonly [name: string]: { readonly trials: ParamValue; readonly run: ParamValue };
};

/** What is known before the first trial. */
export interface TrialsHead {
  readonly demo: string;
  /** The outcome that counts as a hit; null: every one that is not expected. */
  readonly outcome: string | null;
  readonly seed: number;
  /** True where rows end with their hits, and so have no rate. */
  readonly isSearch: boolean;
  /** The parameters that are other ones than in `run` unless they are given. */
  readonly ownDefaults: OwnDefaults;
  /** What an outcome's name stands for. */
  readonly meanings: Readonly<Record<string, string>>;
}

export interface TrialsReport {
  readonly rows: readonly TrialsRow[];
  readonly differences: readonly RateDifference[];
  readonly warnings: readonly TrialsWarning[];
  /** True when not all rows were tried, or not to their end. */
  readonly partial: boolean;
}
