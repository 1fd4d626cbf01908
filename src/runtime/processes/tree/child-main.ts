/** The life of a child process: it receives its job, runs it on threads of its own, and ends with its exit code. */
import type { RunEvent } from '../../../events/run-event.js';
import type { Ending } from '../../host/ending.js';
import { runProgram } from '../../host/program.js';
import { holdBack, prewarm } from '../../host/workers.js';
import type { SpawnData, ToChild, ToParent } from '../protocol.js';
import type { ParentLink } from './process-node.js';
import { ProcessNode } from './process-node.js';

/** Called once, when the process starts. */
export function liveAsChild(): void {
  // The program's arguments follow this process's own file.
  process.argv.splice(1, 1);
  // Keeps SIGINT from ending the process before it knows what it is.
  process.on('SIGINT', () => {});
  // Uses the time while the parent's message is on its way.
  prewarm(1);
  let receive: Parameters<ParentLink['connect']>[0] = () => {};
  let stopOthers: Parameters<ParentLink['connect']>[1] = async () => {};
  const connect: ParentLink['connect'] = (action, stop) => {
    receive = action;
    stopOthers = stop;
  };
  // Exits without waiting for what its threads still have to say.
  const leave = async (patience?: number) => {
    await stopOthers(patience);
    process.exit(1);
  };
  // Exit when the parent is gone.
  process.on('disconnect', () => void leave());
  process.on('message', (message: ToChild) => {
    switch (message.is) {
      case 'spawn':
        void live(message.data, { send, connect });
        break;
      case 'stop':
        void leave(message.patience);
        break;
      case 'down':
        receive(message.to, message.message);
        break;
    }
  });
}

async function live({ job: { stream, ...job }, settings, ...spawned }: SpawnData, parent: ParentLink): Promise<void> {
  const { facts } = spawned;
  const onEvent = (event: RunEvent) => send({ from: facts.number, message: { is: 'event', event } });
  const ending = await runProgram(
    { ...job, args: [] },
    { ...settings, seed: stream, spawned, onEvent },
    (run, settings) => new ProcessNode(run, settings, parent),
    () => {},
    (_, ending) => ending,
  );
  // Everything that was sent before has been written by then.
  const quit = () => process.exit(exitcodeOf(ending));
  if (process.connected) process.send?.({ from: facts.number, message: { is: 'ending', process: facts.number } }, quit);
  else quit();
}

function exitcodeOf({ reason, exitcode = 0 }: Ending): number {
  return reason === 'completed' ? exitcode : 1;
}

/** How many messages may wait for the channel before this process's threads have to wait. */
const MOST_UNSENT = 1024;
let unsent = 0;

function send(message: ToParent): void {
  // The parent may be gone: then this process is about to exit, too.
  if (!process.connected) return;
  unsent++;
  if (unsent === MOST_UNSENT) holdBack(true);
  process.send?.(message, () => {
    unsent--;
    if (unsent === MOST_UNSENT / 2) holdBack(false);
  });
}
