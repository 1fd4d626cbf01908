/** Two threads that wake each other by Events. */
import { Event, Thread } from 'pyconc/threading';
import { program, timedThreads } from './harness/program.js';
import { python } from './harness/python.js';

const COUNT = 5_000;

const ping = new Event();
const pong = new Event();

export function begin() {
  for (let i = 0; i < COUNT; i++) {
    pong.set();
    ping.wait();
    ping.clear();
  }
}

export function answer() {
  for (let i = 0; i < COUNT; i++) {
    pong.wait();
    pong.clear();
    ping.set();
  }
}

export function takeTurns() {
  return timedThreads(2 * COUNT, [new Thread({ target: begin }), new Thread({ target: answer })]);
}

export default {
  name: 'hand the turn over by an Event',
  ours: program(takeTurns),
  opponents: [{ name: "CPython's Event", contender: python('event.py'), aim: { fasterAtLeast: 1 } }],
};
