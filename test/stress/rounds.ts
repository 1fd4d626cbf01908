/** One round of a stress program: a run with a seed, and its findings. */
import { type RunEvent, run } from 'pyconc';
import { main as barrier } from './barrier.js';
import { main as condition } from './condition.js';
import { main as deadlines } from './deadlines.js';
import { main as event } from './event.js';
import { main as fullArena } from './full-arena.js';
import { main as lock } from './lock.js';
import { main as portions } from './portions.js';
import { main as processes } from './processes.js';
import { main as queue } from './queue.js';
import { main as semaphore } from './semaphore.js';
import { main as sharedList } from './shared-list.js';
import { main as timer } from './timer.js';

export const programs = {
  lock,
  condition,
  semaphore,
  event,
  barrier,
  queue,
  portions,
  deadlines,
  'shared-list': sharedList,
  timer,
  'full-arena': fullArena,
  processes,
};

export type ProgramName = keyof typeof programs;

/** MiB of the arena, for programs that fill it. */
const arenas: { readonly [name in ProgramName]?: number } = { 'full-arena': 1 };

/** Real seconds that a round may take. Usual ones take a tenth of one. */
const MOST_SECONDS = 30;

/** Every third round has the virtual clock, every other the start line. The findings; none if all is well. */
export async function round(name: ProgramName, seed: number, most = MOST_SECONDS): Promise<string[]> {
  const logs: string[] = [];
  const onEvent = (event: RunEvent) => {
    if (event.type === 'log') logs.push(event.text);
  };
  const speed = seed % 3 === 0 ? 'max' : 1;
  const start = seed % 2 === 0 ? 'free' : 'aligned';
  const { reason, diagnosis, threads } = await run(programs[name], {
    seed,
    speed,
    start,
    timeout: most,
    arena: arenas[name],
    onEvent,
  });
  const findings: string[] = logs.length > 0 ? JSON.parse(logs.at(-1) as string) : [];
  for (const { error } of threads) if (error) findings.push(error.stack);
  const waiting = diagnosis?.waiting ?? [];
  const isTheEnd = reason === 'hung' && waiting.length === 1 && waiting[0]?.object === 'the end';
  if (!isTheEnd) {
    const list = waiting.map(({ thread, call, object }) => `${thread} in ${call} for ${object}`);
    findings.push(`the round ended as ${reason}, and these waited: ${list.join(', ') || 'nobody'}`);
  }
  return findings;
}

/** Rounds with one seed after the other, for this many seconds. Stops at the first finding. */
export async function roundsFor(
  name: ProgramName,
  seconds: number,
  firstSeed: number,
  most?: number,
): Promise<Outcome> {
  const end = performance.now() + seconds * 1000;
  let rounds = 0;
  for (let seed = firstSeed; rounds === 0 || performance.now() < end; seed++) {
    rounds++;
    const findings = await round(name, seed, most);
    if (findings.length > 0) return { name, rounds, seed, findings };
  }
  return { name, rounds, findings: [] };
}

export interface Outcome {
  readonly name: ProgramName;
  readonly rounds: number;
  /** The seed that found something. */
  readonly seed?: number;
  readonly findings: readonly string[];
}
