/** One program runs at a time in a process: whoever wants to run another one waits for its turn, in the order of asking. */

let isTaken = false;
/** Who waits, first come first. */
const waiting = new Set<Waiting>();

interface Waiting {
  readonly signal: AbortSignal | undefined;
  /** Ends the wait: with the turn, or without it. */
  end(hasTurn: boolean): void;
}

/**
 * Does the work once all that was asked for before is over, however it ended. If the signal is aborted, the work is called at
 * once, without a turn, and must not begin anything.
 */
export async function inTurn<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
  const hasTurn = await takeTurn(signal);
  try {
    return await work();
  } finally {
    if (hasTurn) passTurn();
  }
}

/** Answers true when it is the caller's turn, and false when the signal was aborted before. */
function takeTurn(signal: AbortSignal | undefined): boolean | Promise<boolean> {
  if (signal?.aborted) return false;
  if (!isTaken) {
    isTaken = true;
    return true;
  }
  // The same listener for all who wait: a signal that many share gets it once.
  signal?.addEventListener('abort', onAbort, { once: true });
  return new Promise((end) => {
    waiting.add({ signal, end });
  });
}

function onAbort({ target }: Event): void {
  for (const each of waiting) if (each.signal === target) endWaiting(each, false);
}

/** The turn stays taken while it goes from one to the next, so that nobody gets in between. */
function passTurn(): void {
  const [next] = waiting;
  if (next) endWaiting(next, true);
  else isTaken = false;
}

function endWaiting(one: Waiting, hasTurn: boolean): void {
  waiting.delete(one);
  one.end(hasTurn);
}
