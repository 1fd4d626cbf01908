/** Calls `run` in a function of its own, later; or has another module call it, and then has an exit code of its own. */
import { run } from 'pyconc';
import { fail } from './exits.js';
import { startElsewhere } from './start-elsewhere.js';

async function start() {
  await null;
  if (process.argv[2] === 'elsewhere') return await startElsewhere(fail);
  return run(fail, { onEvent() {} });
}

await start();
