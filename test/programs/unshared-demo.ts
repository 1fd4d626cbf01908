/** A demo whose thread counts in a variable of which each thread has a copy. */
import { defineDemo, log } from 'pyconc';
import { Thread } from 'pyconc/threading';

let counter = 0;

export function add(): void {
  counter += 1;
}

export default defineDemo({
  name: 'unshared-demo',
  title: 'a variable that threads do not share',
  topic: 'threads',
  about: { question: 'Which threads see what a thread has counted?' },
  main() {
    const thread = new Thread({ target: add });
    thread.start();
    thread.join();
    log(`counter ${counter}`);
  },
  outcomes: [{ name: 'counted', grade: 'expected', because: 'It has counted.', when: () => true }],
});
