/**
 * One program runs at a time in a process. Callers that want to run another one wait for their turn, in the order of their
 * calls.
 */

let isTaken = false;
/** The callers that wait, in order. */
const waiting = new Set<Waiting>();

interface Waiting {
  readonly signal: AbortSignal | undefined;
  /** Ends the wait: with the turn, or without it. */
  end(hasTurn: boolean): void;
}

/**
 * Does the work once everything that was asked for earlier is over, however it ended. If the signal is aborted, calls the work
 * at once, without a turn; then it must not begin anything.
 */
export async function inTurn<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
  const hasTurn = await takeTurn(signal);
  try {
    return await work();
  } finally {
    if (hasTurn) passTurn();
  }
}

/** Returns true when it is the caller's turn, and false if the signal was aborted before. */
function takeTurn(signal: AbortSignal | undefined): boolean | Promise<boolean> {
  if (signal?.aborted) return false;
  if (!isTaken) {
    isTaken = true;
    return true;
  }
  // The same listener for all callers that wait: a signal that many of them share gets it once.
  signal?.addEventListener('abort', onAbort, { once: true });
  return new Promise((end) => {
    waiting.add({ signal, end });
  });
}

function onAbort({ target }: Event): void {
  for (const each of waiting) if (each.signal === target) endWaiting(each, false);
}

/** The turn stays taken while it goes from one caller to the next, so that no other gets in between. */
function passTurn(): void {
  const [next] = waiting;
  if (next) endWaiting(next, true);
  else isTaken = false;
}

function endWaiting(one: Waiting, hasTurn: boolean): void {
  waiting.delete(one);
  one.end(hasTurn);
}
