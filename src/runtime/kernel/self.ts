/** The slot of the calling thread. */
import { RuntimeError } from '../errors.js';
import type { SlotAddress } from '../memory/address.js';
import { isHost, slot } from '../memory/arena.js';

/** Returns the slot of the calling thread; throws in the host, where no program runs. */
export function self(): SlotAddress {
  if (isHost) throw outsideRun();
  return slot;
}

export function outsideRun(): RuntimeError {
  return new RuntimeError(
    'no program is running here: call run(main), and use threads and locks inside main and what it starts',
  );
}
