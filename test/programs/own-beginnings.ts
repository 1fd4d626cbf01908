/** Threads that wait for an event which is set and cleared at once, in a process of its own: `<speed> <threads>`. */
import { run } from 'pyconc';
import { letThrough } from './beginnings.js';

const [speed = '1', count = '4'] = process.argv.slice(2);

export function main() {
  letThrough(Number(count));
}

run(main, { speed: speed === 'max' ? 'max' : Number(speed), timeout: 20, onEvent() {} }).then(({ reason }) =>
  console.log(reason),
);
