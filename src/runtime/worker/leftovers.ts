/**
 * What a target leaves to an event loop when it returns: promises, timers, input and output. A worker runs one thread after
 * another and blocks in between, so what a thread leaves is done within its own time or never.
 */
import { createHook } from 'node:async_hooks';
import { userFrame } from '../source/stack.js';
import { isInTarget } from '../threads/process-exit.js';

/** Work that a thread has begun and that is never done. */
export interface Leftover {
  /** The kinds of work, in words. */
  readonly kinds: readonly string[];
  /** `file:line:column` of the call that began the first of it. */
  readonly at: string | null;
  /** False if only timers are left, which no longer go off. */
  readonly mayGoOn: boolean;
}

/** Something begun; `type` is the engine's word for it. */
interface Begun {
  readonly type: string;
  readonly resource: object;
  readonly from: Error | undefined;
}

/** What the present thread has begun, except promises that are settled. */
const begun = new Map<number, Begun>();
let hasBegun = false;
let isSettling = false;
/** What kept the event loop busy before the thread began anything. */
let before: readonly string[] = [];
/** How many entries keep their place: a stack costs more than most of what is begun. */
const MOST_STACKS = 8;

/** Notes from now on what targets begin. A target that begins nothing costs nothing. */
export function watchLeftovers(): void {
  createHook({
    init(id, type, _, resource) {
      // Of promises, those that a target makes itself are enough: the others wait for them, or for a timer or a file.
      if (!isInTarget() && !(isSettling && isTimer(type))) return;
      // The debugger uses it to tell where a target is: it is not the program's work.
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

/** Does the work that need not wait, above all microtasks, and returns what is left, which is never done. */
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
    // Node's mark on a timer that has gone off or was cleared; and a timer of Node's own, with which it goes on after an error.
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

/** What has kept the event loop busy since the thread began its first work. */
function newResources(): string[] {
  const known = [...before];
  return process.getActiveResourcesInfo().filter((resource) => {
    // `takeTimers` knows more about timers.
    if (isTimer(resource)) return false;
    const at = known.indexOf(resource);
    if (at !== -1) known.splice(at, 1);
    return at === -1;
  });
}
