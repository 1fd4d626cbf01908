/** Two threads that take turns by a Condition. */
import { Value } from 'pyconc';
import { Condition, Thread } from 'pyconc/threading';
import { program, timedThreads } from './harness/program.js';
import { python } from './harness/python.js';

const COUNT = 5_000;

const condition = new Condition();
const turn = new Value('i', 0, 'turn');

export function play(me) {
  for (let i = 0; i < COUNT; i++) {
    condition.acquire();
    while (turn.value !== me) condition.wait();
    turn.value = 1 - me;
    condition.notify();
    condition.release();
  }
}

export function takeTurns() {
  return timedThreads(2 * COUNT, [new Thread({ target: play, args: [0] }), new Thread({ target: play, args: [1] })]);
}

export default {
  name: 'hand the turn over by a Condition',
  ours: program(takeTurns),
  opponents: [{ name: "CPython's Condition", contender: python('condition.py'), aim: { fasterAtLeast: 1 } }],
};
