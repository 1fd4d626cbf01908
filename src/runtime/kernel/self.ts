/** The slot of the calling thread. */
import { RuntimeError } from '../errors.js';
import { isHost, slot } from '../memory/arena.js';

/** The slot of the calling thread; in the host, where no program runs, an error that says so. */
export function self(): number {
  if (isHost) throw outsideRun();
  return slot;
}

export function outsideRun(): RuntimeError {
  return new RuntimeError(
    'no program is running here: call run(main), and use threads and locks inside main and what it starts',
  );
}
