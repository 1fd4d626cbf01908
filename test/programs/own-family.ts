/** A program of its own that has a family, and tells the pids of it. */
import { run } from 'pyconc';
import { main } from './family.js';

await run(main, {
  onEvent(event) {
    if (event.type === 'process.start') process.stdout.write(`${event.pid}\n`);
    if (event.type === 'run.end') process.stdout.write('over\n');
  },
});
