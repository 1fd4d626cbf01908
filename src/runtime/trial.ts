/** One MainThread, many runs of `main`: each begins with the memory that the first began with. */
import { Control, doubles, Slot, slot, slotAt, words } from './arena.js';
import { RuntimeError } from './errors.js';
import { mainIdent } from './identity.js';
import { doze, load, slotsUsed } from './kernel.js';
import { tellHost } from './port.js';
import { hasNewModules, reset, type Snapshot, takeSnapshot } from './snapshot.js';
import { leaveStartLine } from './start-line.js';
import { aliveThreads } from './threads.js';

/** What the calling MainThread comes back to after each trial. */
export interface TrialStart {
  readonly snapshot: Snapshot;
  /** MainThread's own name, which is in the snapshot. */
  readonly name: number;
}

/** To be called once the demo's modules are loaded, and before its first trial. */
export function markTrialStart(): TrialStart {
  return { snapshot: takeSnapshot(), name: words[slot + Slot.NAME] as number };
}

/**
 * After a trial whose threads are over, but for daemons: has these ended, waits until every worker is parked, and puts the
 * memory back as it was.
 */
export function resetTrial({ snapshot, name }: TrialStart): void {
  leaveStartLine();
  if (aliveThreads().length > 1) endDaemons();
  awaitParked();
  if (hasNewModules(snapshot)) {
    throw new RuntimeError(
      'a module with shared objects was first loaded in the middle of a trial: import it in the demo',
    );
  }
  reset(snapshot);
  words[slot + Slot.NAME] = name;
  words[slot + Slot.IDENT] = mainIdent();
  words[Control.RUN] = (words[Control.RUN] as number) + 1;
  words[Control.STARTED] = mainIdent();
  words[Control.EXCEPTHOOK] = 0;
  words[Control.RECORDS] = 0;
  words[Control.FAILED] = 0;
  words[Control.OVERLAPPING] = 0;
  words[Control.OVERLAPPED] = 0;
  doubles[Control.CLOCK_NOW >> 1] = 0;
}

/** Only the host can end a thread. */
function endDaemons(): void {
  tellHost({ is: 'end-daemons' });
  while (aliveThreads().length > 1) doze(slot + Slot.ANSWER, load(slot + Slot.ANSWER), 1);
}

function awaitParked(): void {
  for (let n = 1; n <= slotsUsed(); n++) {
    const at = slotAt(n);
    if (at === slot) continue;
    for (let turn = 0; load(at + Slot.AT_WORK) === 1; turn++) if (turn > 1000) doze(at + Slot.AT_WORK, 1, 0.05);
  }
}
