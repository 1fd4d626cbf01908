/**
 * Schedules as text, which people read, edit and paste: `lock-race:unlocked:count=2:A2B3C4BA3~k7`.
 *
 * The demo, its variant, its parameters with the seed, and the steps with a checksum, divided by colons. A letter stands for
 * a thread, by order of start, and a number after it for how many steps it takes in a row. What `run` would choose by
 * itself is left out. If the demo is a path with a colon in it, the variant is there even if it is empty.
 */
import type { ParamValue } from '../events/facts.js';
import { MAX_DEPTH } from '../runtime/memory/control-block.js';
import type { Demo, ParamDefinition, Params } from '../session/demo.js';
import { UserError } from '../session/user-error.js';

interface Schedule {
  /** The name of a demo, or the path of its file. */
  readonly demo: string;
  readonly variant: string | null;
  readonly seed: number;
  /** One letter per step. */
  readonly letters: string;
  /** What `checksumOf` made of the operations; null if it was left out. */
  readonly check: string | null;
}

export interface ScheduleParts extends Schedule {
  /** Those that differ from the defaults of `run`. */
  readonly params: Params;
}

/** A schedule that was read. The values of its parameters are texts still: the demo knows their types. */
export interface ReadSchedule extends Schedule {
  readonly params: { readonly [name: string]: string };
}

/** The letters of threads, by order of start: `A` is MainThread. */
export const THREAD_LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdef';

/** The most steps that a schedule may have. */
export const MOST_STEPS = MAX_DEPTH;

export function formatSchedule({ demo, variant, params, seed, letters, check }: ScheduleParts): string {
  const values = Object.entries(params).map(([name, value]) => `${escapedName(name)}=${escaped(String(value))}`);
  if (seed !== 0) values.push(`${SEED}=${seed}`);
  const needsVariant = variant !== null || demo.slice(driveOf(demo)).includes(':');
  return [
    demo,
    ...(needsVariant ? [escaped(variant ?? '')] : []),
    ...(values.length > 0 ? [values.join(',')] : []),
    `${runLengths(letters)}${check === null ? '' : `~${check}`}`,
  ].join(':');
}

/** The variant and the parameters that a schedule has to name, since `run` would choose others. */
export function namedInSchedule(
  demo: Pick<Demo, 'params' | 'variants'>,
  variant: string | null,
  params: Params,
): { readonly variant: string | null; readonly params: Params } {
  const definitions: Readonly<Record<string, ParamDefinition>> = demo.params ?? {};
  const [usual] = Object.keys(demo.variants ?? {});
  const named = Object.entries(params).filter(([name, value]) => definitions[name]?.default !== value);
  return { variant: variant === usual ? null : variant, params: Object.fromEntries<ParamValue>(named) };
}

/** Raises UserError that says in which column something else was expected. */
export function parseSchedule(text: string): ReadSchedule {
  const parts = dividedByColons(text);
  const steps = parts.pop();
  if (steps === undefined || parts.length === 0) {
    throw wrong(text, 0, 'a demo, a colon and the steps of its threads', 'there is no colon');
  }
  const values = parts.length > 1 && parts.at(-1)?.text.includes('=') ? parts.pop() : undefined;
  const variant = parts.length > 1 ? parts.pop() : undefined;
  const demo = parts.map((part) => part.text).join(':');
  if (demo === '') throw wrong(text, 0, 'the name of a demo, or the path of its file');
  return {
    demo,
    variant: variant === undefined || variant.text === '' ? null : unescaped(text, variant),
    ...readValues(text, values),
    ...readSteps(text, steps),
  };
}

/**
 * A checksum of base 36 over texts that describe a schedule's operations, in order. It tells a program that has changed, and
 * is no protection against anything else.
 */
export function checksumOf(operations: readonly string[]): string {
  let hash = FNV_OFFSET;
  for (const text of operations) {
    for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), FNV_PRIME);
    // Where one ends and the next begins counts, too.
    hash = Math.imul(hash ^ 0x1_0000, FNV_PRIME);
  }
  // The high bits of this hash are its best ones.
  const folded = ((hash >>> 16) ^ hash) >>> 0;
  return (folded % 36 ** CHECK_LENGTH).toString(36).padStart(CHECK_LENGTH, '0');
}

const FNV_OFFSET = 0x811c9dc5 | 0;
const FNV_PRIME = 0x01000193;
const CHECK_LENGTH = 4;
const SEED = 'seed';

/** A part of the text, and the column where it begins, from 0. */
interface Part {
  readonly text: string;
  readonly at: number;
}

function dividedByColons(text: string): Part[] {
  const parts: Part[] = [];
  let at = 0;
  for (let end = text.indexOf(':', driveOf(text)); end !== -1; end = text.indexOf(':', at)) {
    parts.push({ text: text.slice(at, end), at });
    at = end + 1;
  }
  return [...parts, { text: text.slice(at), at }];
}

/** How many characters a drive of Windows takes, at the beginning of a path. */
function driveOf(path: string): number {
  return /^[a-z]:[\\/]/i.test(path) ? 2 : 0;
}

/** `AABBB` as `A2B3`. */
function runLengths(letters: string): string {
  return letters.replace(/(.)\1*/g, (run, letter: string) => (run.length === 1 ? letter : `${letter}${run.length}`));
}

function readSteps(whole: string, { text, at }: Part): Pick<Schedule, 'letters' | 'check'> {
  const sign = text.indexOf('~');
  const end = sign === -1 ? text.length : sign;
  let letters = '';
  for (let i = 0; i < end; ) {
    const letter = text[i] as string;
    if (!THREAD_LETTERS.includes(letter)) throw wrong(whole, at + i, expectedInSteps(i, sign === -1));
    const [digits = ''] = /^\d*/.exec(text.slice(i + 1, end)) ?? [];
    const count = digits === '' ? 1 : Number(digits);
    if (count === 0) throw wrong(whole, at + i + 1, 'how many steps, from 1 on');
    if (letters.length + count > MOST_STEPS) throw wrong(whole, at + i + 1, `no more than ${MOST_STEPS} steps in all`);
    letters += letter.repeat(count);
    i += 1 + digits.length;
  }
  if (sign === -1) {
    if (letters === '') throw wrong(whole, at, expectedInSteps(0, true));
    return { letters, check: null };
  }
  const check = text.slice(sign + 1);
  const bad = check.search(/[^0-9a-z]/);
  if (bad !== -1) throw wrong(whole, at + sign + 1 + bad, 'a checksum of small letters and digits');
  if (check.length < 2) throw wrong(whole, at + sign + 1, 'a checksum of two characters or more');
  return { letters, check };
}

function expectedInSteps(at: number, mayEnd: boolean): string {
  const letter = 'the letter of a thread, A to Z or a to f';
  if (at === 0) return letter;
  return mayEnd ? `${letter}, a number of steps, or ~ and the checksum` : `${letter}, or a number of steps`;
}

function readValues(whole: string, part: Part | undefined): Pick<ReadSchedule, 'params' | 'seed'> {
  const params: Record<string, string> = {};
  let seed: number | undefined;
  let at = part?.at ?? 0;
  for (const text of part?.text.split(',') ?? []) {
    const sign = text.indexOf('=');
    if (sign < 1) throw wrong(whole, at, 'a parameter, as name=value');
    const value: Part = { text: text.slice(sign + 1), at: at + sign + 1 };
    const name = unescaped(whole, { text: text.slice(0, sign), at });
    if (text.slice(0, sign) === SEED) {
      if (seed !== undefined) throw wrong(whole, at, 'one seed only');
      seed = readSeed(whole, value);
    } else {
      if (Object.hasOwn(params, name)) throw wrong(whole, at, `parameter ${name} only once`);
      Object.defineProperty(params, name, { value: unescaped(whole, value), enumerable: true });
    }
    at += text.length + 1;
  }
  return { params, seed: seed ?? 0 };
}

function readSeed(whole: string, { text, at }: Part): number {
  const seed = /^\d{1,10}$/.test(text) ? Number(text) : Infinity;
  if (seed > 2 ** 32 - 1) throw wrong(whole, at, `a whole number from 0 to ${2 ** 32 - 1}`);
  return seed;
}

/** Characters that divide a schedule, and those that one cannot see or a shell would take for its own. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are escaped
const DIVIDING = /[%:,=~\s\x00-\x1f\x7f]/g;

function escaped(text: string): string {
  return text.replace(DIVIDING, encodeURIComponent).replaceAll('~', '%7E');
}

/** The demo's own parameter `seed` is told apart from the run's seed by its first letter. */
function escapedName(name: string): string {
  return name === SEED ? '%73eed' : escaped(name);
}

function unescaped(whole: string, { text, at }: Part): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw wrong(whole, at + text.indexOf('%'), 'after % the two digits of a character, as in %3A for a colon');
  }
}

/** `at` is the column, from 0. */
function wrong(text: string, at: number, expected: string, found = foundAt(text, at)): UserError {
  const start = Math.max(0, at - SHOWN_BEFORE);
  const part = text.slice(start, at + SHOWN_AFTER);
  const before = start > 0 ? '...' : '';
  const after = at + SHOWN_AFTER < text.length ? '...' : '';
  const mark = `${' '.repeat(before.length + at - start)}^`;
  return UserError.inWords(
    `schedule, column ${at + 1}: expected ${expected}; ${found}.`,
    `${before}${part}${after}\n  ${mark}`,
  );
}

const SHOWN_BEFORE = 40;
const SHOWN_AFTER = 20;

function foundAt(text: string, at: number): string {
  const character = text.codePointAt(at);
  return character === undefined ? 'it ends there' : `there is "${String.fromCodePoint(character)}"`;
}
