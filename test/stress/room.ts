/** Room in the arena: this much is left, and not a line more; and a refused call has lost none of it. */
import { MemoryError, SharedList, sleep } from 'pyconc';
import { check } from './conclusion.js';

/** Lines of 64 bytes that are left. */
export const ROOM = 4096;
/** Bytes of a line, and of a block's own header. */
const [LINE, OWN] = [64, 16];
const ARENA = 2 ** 14;

const ballast = new SharedList<string>('ballast');
/** Small blocks, so that the room is not divided for short-lived allocations. */
const crumbs = new SharedList<string>('crumbs');
const CRUMBS = [1, 2, 4, 8, 16, 32].flatMap((lines) => Array<number>(6).fill(lines));

/** A text that takes this many lines, a power of two. */
const textFor = (lines: number) => 'x'.repeat(lines * LINE - OWN);

/** True if it was taken, false if it was refused. */
export function isTaken(take: () => unknown): boolean {
  try {
    take();
    return true;
  } catch (error) {
    if (error instanceof MemoryError) return false;
    throw error;
  }
}

/** Takes half of the arena, and leaves the other half unused. */
export function leaveUnused(): void {
  ballast.append(textFor(ARENA / 2));
}

/** Takes everything there is, and gives back a block of that size, and crumbs. */
export function leaveBlock(): void {
  for (const lines of CRUMBS) crumbs.append(textFor(lines));
  // The list itself must not need any more.
  for (let i = 0; i < 60; i++) ballast.append('');
  ballast.clear();
  const sizes: number[] = [];
  for (let lines = ARENA / 2; lines >= 1; lines /= 2) {
    const text = textFor(lines);
    while (sizes.length < 60 && isTaken(() => ballast.append(text))) sizes.push(lines);
  }
  let given = sizes.findLast((lines) => lines >= ROOM) as number;
  ballast.pop(sizes.lastIndexOf(given));
  for (; given > ROOM; given /= 2) ballast.append(textFor(given / 2));
  crumbs.clear();
}

export function giveBackAll(): void {
  ballast.clear();
}

/** Each is refused this often: there may be a few more crumbs than were made. */
const REFUSALS = 8;

/** Whether all the room is there after these have been refused: as one block, and as crumbs. */
export function checkNothingIsLost(tooMuch: Readonly<Record<string, () => unknown>>): void {
  for (const [name, ask] of Object.entries(tooMuch)) {
    for (let i = 0; i < REFUSALS; i++) check(!isTaken(ask), () => `${name} was given more than there is`);
    // Memory of threads that are started together is kept until their starter sleeps.
    sleep(1e-6);
    const isWhole = isTaken(() => ballast.append(textFor(ROOM)));
    const isLeft = CRUMBS.every((lines) => isTaken(() => crumbs.append(textFor(lines))));
    crumbs.clear();
    if (isWhole) ballast.pop();
    if (isWhole && isLeft) continue;
    // A finding takes memory, too.
    giveBackAll();
    check(false, () => `${name} was refused, and there is less room than before`);
    return;
  }
}
