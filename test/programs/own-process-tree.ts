/** A user's own program with a tree of processes, and their pids. */
import { run } from 'pyconc';
import { main } from './process-tree.js';

await run(main, {
  onEvent(event) {
    if (event.type === 'process.start') process.stdout.write(`${event.pid}\n`);
    if (event.type === 'run.end') process.stdout.write('over\n');
  },
});
