/**
 * Run it: npx pyconc run thread-subclass
 *
 * What does a thread look like that is a class of its own?
 *
 * A subclass of Thread overrides `run` and keeps what it needs in fields. You will see two tickers say the time five times,
 * one every beat and one every two beats, and main, which joins both, speak last. The time of day is that of the program's
 * clock: at `--speed 10` it goes ten times as fast as yours.
 */
import { defineDemo, log, now, sleep } from 'pyconc';
import { Thread } from 'pyconc/threading';

export class Ticker extends Thread {
  beats: number;
  midnight: number;

  /** Ticks once in so many beats; `midnight` is the time of day, in milliseconds, at which the program began. */
  constructor(beats: number, midnight: number) {
    super();
    this.beats = beats;
    this.midnight = midnight;
  }

  override run() {
    for (let tick = 1; tick <= 5; tick++) {
      sleep(this.beats);
      log(`tick ${tick} at ${new Date(this.midnight + now() * 1000).toTimeString().slice(0, 8)}`);
    }
  }
}

function main() {
  const midnight = Date.now();
  const tickers = [new Ticker(1, midnight), new Ticker(2, midnight)];
  for (const ticker of tickers) ticker.start();
  for (const ticker of tickers) ticker.join();
  log('both tickers have ended');
}

// The program ends here. What follows tells pyconc how to present it, and how to judge a run.

export default defineDemo({
  name: 'thread-subclass',
  title: 'A thread as a class: two tickers',
  topic: 'threads',
  about: {
    question:
      'What does a thread look like that is a class of its own? Ticker overrides `run`, and keeps its pace in a field.',
    cpython:
      'CPython numbers a subclass like any thread, Thread-1 and Thread-2, without the name of the class. There the two share one interpreter and take turns; a sleeping thread needs no turn, so this program takes as long there as here.',
  },
  speed: 10,
  main,
  result({ lines }) {
    const ticksOf = (name: string) => lines.filter(({ thread }) => thread === name).length;
    return {
      ticks: { 'Thread-1': ticksOf('Thread-1'), 'Thread-2': ticksOf('Thread-2') },
      last: lines.at(-1)?.thread ?? '',
    };
  },
  summary: ({ ticks, last }) => [
    {
      head: ['thread', 'ticks', 'expected'],
      rows: Object.entries(ticks).map(([name, count]) => [name, count, 5]),
    },
    { head: ['spoke last', 'expected'], rows: [[last, 'MainThread']] },
  ],
  outcomes: [
    {
      name: 'ticked',
      grade: 'expected',
      because: 'Both tickers ticked five times, and join held main back until then.',
      notice:
        'Ticks 2 and 4 of Thread-1 and ticks 1 and 2 of Thread-2 fall together: either may come first. Main has joined both, so it speaks last.',
      when: ({ reason, result }) =>
        reason === 'completed' &&
        Object.values(result?.ticks ?? {}).every((count) => count === 5) &&
        result?.last === 'MainThread',
    },
  ],
});
