/** A program of its own with a tree of processes, and the pids of them. */
import { run } from 'pyconc';
import { main } from './process-tree.js';

await run(main, {
  onEvent(event) {
    if (event.type === 'process.start') process.stdout.write(`${event.pid}\n`);
    if (event.type === 'run.end') process.stdout.write('over\n');
  },
});
