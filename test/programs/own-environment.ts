/** A user's own program that prints the arguments, environment and options of its threads and processes. */
import { run } from 'pyconc';
import { currentProcess, Process, Queue } from 'pyconc/multiprocessing';
import { Thread } from 'pyconc/threading';

const told = new Queue<unknown>();

export function tell(who: string) {
  const { CHANGED, HOOKED = '' } = process.env;
  told.put([who, process.argv.slice(1), CHANGED, HOOKED.split(' ').includes(String(currentProcess().pid))]);
}

export function tellInChild(who: string) {
  tell(who);
  const thread = new Thread({ target: tell, args: [`a thread of ${who}`] });
  thread.start();
  thread.join();
  if (who === 'the grandchild') return;
  runChild('the grandchild');
}

function runChild(who: string) {
  const child = new Process({ target: tellInChild, args: [who] });
  child.start();
  child.join();
}

export function main() {
  const early = new Thread({ target: tell, args: ['a thread'] });
  tell('main');
  process.env.CHANGED = 'by main';
  early.start();
  early.join();
  process.argv.push('one more');
  runChild('the child');
  return Array.from({ length: 6 }, () => told.get());
}

run(main).then(({ result }) => console.log(JSON.stringify(result)));
