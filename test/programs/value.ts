/** Programs for the contract of Value. */
import { sleep, Value } from 'pyconc';
import { Thread } from 'pyconc/threading';
import { caught } from './caught.js';

export const whole = new Value('i', 3, 'whole');
export const double = new Value('d', 0.5);
export const flag = new Value('i');

export function keepNumbers() {
  const i = new Value('i');
  const d = new Value('d');
  const through = (value: Value, numbers: number[]) =>
    numbers.map((number) => {
      value.value = number;
      return value.value;
    });
  return {
    initial: [i.value, d.value, new Value('i', 7).value, new Value('d', 1.5).value, new Value('i', 2 ** 31).value],
    i: through(i, [1, -1, 2 ** 31 - 1, 2 ** 31, 2 ** 32 + 5, -(2 ** 31) - 1, 2 ** 53 - 1, -0]),
    d: through(d, [0.1, 1e300, -0, Infinity, NaN, 2 ** 53, 5e-324]),
  };
}

export function refuse() {
  const i = new Value('i', 1);
  const refused = [0.5, NaN, Infinity, '2', undefined, null, 2n].map((value) =>
    caught(() => {
      i.value = value as number;
    }),
  );
  const d = new Value('d', 1);
  const notReal = ['2', undefined, null, 2n].map((value) =>
    caught(() => {
      d.value = value as unknown as number;
    }),
  );
  return {
    refused: [...refused, ...notReal],
    tooLarge: caught(() => (i.value = 2 ** 53)),
    kept: i.value * d.value,
    typecode: caught(() => new Value('f' as 'i')),
    initial: caught(() => new Value('i', 0.5)),
  };
}

export function reprs() {
  return [String(whole), String(double), String(new Value('i', -4))];
}

export function change(by: number) {
  whole.value += by;
  double.value *= 3;
}

export function changeInThread() {
  const thread = new Thread({ target: change, args: [4] });
  thread.start();
  thread.join();
  return [whole.value, double.value];
}

export function waitForFlag() {
  let turns = 0;
  while (flag.value === 0) turns++;
  return turns;
}

/** A thread that spins, long enough for its loop to be compiled, sees the store of another one. */
export function spin() {
  const thread = new Thread({ target: waitForFlag });
  thread.start();
  sleep(0.3);
  flag.value = 1;
  thread.join(20);
  return thread.isAlive();
}

export function store(value: Value, number: number, times: number) {
  for (let i = 0; i < times; i++) value.value = number;
}

/** Doubles are stored whole: each read returns one of those that were written. */
export function storeDoubles() {
  const numbers = [1.1111111e-300, -2.2222222e300];
  const value = new Value('d', numbers[0]);
  const threads = numbers.map((number) => new Thread({ target: store, args: [value, number, 300_000] }));
  for (const thread of threads) thread.start();
  let torn = 0;
  while (threads.some((thread) => thread.isAlive())) {
    for (let i = 0; i < 1000; i++) if (!numbers.includes(value.value)) torn++;
  }
  return torn;
}
