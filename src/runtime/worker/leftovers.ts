/**
 * What a target leaves to an event loop when it returns: promises, timers, input and output. A worker runs one thread after
 * another and blocks in between, so what one of them leaves is done in its own time or never.
 */
import { createHook } from 'node:async_hooks';
import { userFrame } from '../source/stack.js';
import { isInTarget } from '../threads/process-exit.js';

/** Work that a thread has begun and that is never done. */
export interface Leftover {
  /** What there is, in words. */
  readonly kinds: readonly string[];
  /** `file:line:column` of the call that began the first of it. */
  readonly at: string | null;
  /** False where there is nothing but timers, which do not go off any more. */
  readonly mayGoOn: boolean;
}

/** Something begun: its type is the engine's word for it. */
interface Begun {
  readonly type: string;
  readonly resource: object;
  readonly from: Error | undefined;
}

/** What the present thread has begun, but for promises that are settled. */
const begun = new Map<number, Begun>();
let hasBegun = false;
let isSettling = false;
/** What kept the event loop busy before the thread began anything. */
let before: readonly string[] = [];
/** Of so many things, the place is kept: a stack costs more than most of what is begun. */
const MOST_STACKS = 8;

/** From now on, notes what targets begin. A target that begins nothing costs nothing. */
export function watchLeftovers(): void {
  createHook({
    init(id, type, _, resource) {
      // Of promises, those that a target makes itself are enough: the others wait for them, or for a timer or a file.
      if (!isInTarget() && !(isSettling && isTimer(type))) return;
      // The debugger tells where a target is: no work of the program's.
      if (type === 'INSPECTORJSBINDING') return;
      if (!hasBegun) before = process.getActiveResourcesInfo();
      hasBegun = true;
      begun.set(id, { type, resource, from: begun.size < MOST_STACKS ? new Error() : undefined });
    },
    promiseResolve(id) {
      begun.delete(id);
    },
  }).enable();
}

/** True if the target that has returned has begun anything. A promise that is settled may have been rejected. */
export function hasBegunWork(): boolean {
  return hasBegun;
}

/** Does what need not wait, microtasks above all, and returns what is left, which is never done. */
export async function settleWork(): Promise<Leftover | undefined> {
  const timers = takeTimers();
  const turn = new Promise((resolve) => setImmediate(resolve));
  isSettling = true;
  await turn;
  isSettling = false;
  timers.push(...takeTimers());
  const resources = newResources();
  const others = [...begun.values()];
  const promises = others.filter(({ type }) => type === 'PROMISE');
  begun.clear();
  hasBegun = false;
  if (timers.length + promises.length + resources.length === 0) return undefined;
  const places = [...promises, ...timers, ...others].map(({ from }) => from && userFrame(from.stack));
  const kinds = [
    ...timers.map(({ type }) => (type === 'Timeout' ? 'a timer' : 'an immediate')),
    ...resources.map((resource) => `input or output (${resource})`),
    ...promises.map(() => 'a promise that is not settled'),
  ];
  const mayGoOn = promises.length + resources.length > 0;
  return { kinds: [...new Set(kinds)], at: places.find(Boolean) ?? null, mayGoOn };
}

function isTimer(type: string): boolean {
  return type === 'Timeout' || type === 'Immediate';
}

/** Stops the timers that have not gone off. */
function takeTimers(): Begun[] {
  const timers: Begun[] = [];
  for (const [id, each] of begun) {
    if (!isTimer(each.type)) continue;
    begun.delete(id);
    // Node's mark on one that has gone off or was cleared; and one of Node's own, by which it goes on after an error.
    if ((each.resource as { _destroyed?: boolean })._destroyed || isOfNode(each)) continue;
    timers.push(each);
    if (each.type === 'Timeout') clearTimeout(each.resource as NodeJS.Timeout);
    else clearImmediate(each.resource as NodeJS.Immediate);
  }
  return timers;
}

function isOfNode({ from }: Begun): boolean {
  return from !== undefined && userFrame(from.stack) === null;
}

/** What keeps the event loop busy since the thread began its first work. */
function newResources(): string[] {
  const known = [...before];
  return process.getActiveResourcesInfo().filter((resource) => {
    // Timers are known better.
    if (isTimer(resource)) return false;
    const at = known.indexOf(resource);
    if (at !== -1) known.splice(at, 1);
    return at === -1;
  });
}
