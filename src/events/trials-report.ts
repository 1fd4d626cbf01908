/** The result of repeated trials: the contract between what tries and what shows. */
import type { Diagnosis, ErrorFacts, Grade, ParamValue, Reason, StartLine } from './facts.js';
import type { OwnDefaults } from './own-defaults.js';

/** Version of the document; it changes when a field changes its meaning or is removed. */
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
  /** Design effect: how much more the batches differ than independent trials would; null for a single batch. */
  readonly deff: number | null;
}

export interface OutcomeCount {
  /** null for trials that no declared outcome matches. */
  readonly name: string | null;
  readonly grade: Grade;
  readonly count: number;
}

/** Trials that no declared outcome matches, for the same reason: the first of them, and how many there were. */
export interface UndeclaredKind {
  /** The first trial's number, from 1. */
  readonly trial: number;
  readonly count: number;
  readonly reason: Exclude<Reason, 'interrupted'>;
  /** The reason as a sentence. */
  readonly because: string;
  /** The thread that failed, if one did. */
  readonly thread: string | null;
  readonly error: ErrorFacts | null;
  /** `file:line:column` where the error was thrown, if that is known. */
  readonly at: string | null;
}

/** The first trial of an outcome that hung, and what its threads waited for. */
export interface HungTrial {
  /** null if no declared outcome matches. */
  readonly outcome: string | null;
  /** The trial's number, from 1. */
  readonly trial: number;
  readonly diagnosis: Diagnosis;
}

/** One variant with one set of parameters and one start line: which outcomes it had, and how often. */
export interface TrialsRow {
  /** What distinguishes it from the other planned rows; '' for a single row. */
  readonly name: string;
  readonly demo: string;
  readonly variant: string | null;
  readonly params: { readonly [name: string]: ParamValue };
  readonly start: StartLine;
  readonly trials: number;
  readonly hits: number;
  /** All declared outcomes, also those that never came, and the undeclared ones together. */
  readonly outcomes: readonly OutcomeCount[];
  /** The kinds of undeclared outcomes; at most ten. */
  readonly undeclared: readonly UndeclaredKind[];
  /** For each outcome that came by a hang: the first such trial. Left out if none hung. */
  readonly hung?: readonly HungTrial[];
  /** null if hits were to end the row, or if it has no trials. */
  readonly rate: number | null;
  readonly interval: readonly [number, number] | null;
  readonly method: RateEstimate['method'] | null;
  readonly deff: number | null;
  /** If there was no hit: the rate that would still show none in 5 % of such rows. */
  readonly noneBelow: number | null;
  /** Share of the trials in which threads that were started ran at the same time. */
  readonly overlap: number | null;
  /** Share of the trials in which each thread was joined before the next was started. */
  readonly sequential: number | null;
  /** The most threads that a trial has started. */
  readonly threads: number;
  readonly batches: readonly Batch[];
  /** The trial of the first hit, from 1. */
  readonly firstHit: number | null;
  readonly seconds: number;
  /** Threads that ran or waited for a core in the last minute, per core of the machine; null if the system does not tell. */
  readonly load: { readonly start: number | null; readonly end: number | null };
  /** True if the row was interrupted. */
  readonly partial: boolean;
}

/** How far the rate of one row is from that of another; both are given by their positions. */
export interface RateDifference {
  readonly row: number;
  readonly from: number;
  readonly difference: number;
  readonly interval: readonly [number, number];
}

export interface TrialsWarning {
  readonly code: string;
  readonly message: string;
  /** The positions of the rows that it is about; null if it is about the machine. */
  readonly rows: readonly number[] | null;
}

/** What is known before the first trial. */
export interface TrialsHead {
  readonly demo: string;
  /** The outcome that counts as a hit; null for every outcome that is not expected. */
  readonly outcome: string | null;
  readonly seed: number;
  /** True if hits end the rows, which then have no rate. */
  readonly isSearch: boolean;
  /** The parameters whose defaults differ from those of `run`. */
  readonly ownDefaults: OwnDefaults;
  /** What each outcome's name stands for. */
  readonly meanings: Readonly<Record<string, string>>;
}

export interface TrialsReport {
  readonly rows: readonly TrialsRow[];
  readonly differences: readonly RateDifference[];
  readonly warnings: readonly TrialsWarning[];
  /** True if some rows were not tried, or not to their end. */
  readonly partial: boolean;
}
