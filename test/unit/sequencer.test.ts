import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RunEvent } from '../../src/events/run-event.js';
import { Sequencer } from '../../src/events/sequencer.js';
import '../seed.js';

const event = (seq: number) => ({ seq, type: 'log' }) as RunEvent;

function sequencer() {
  const told: number[] = [];
  return { told, sequencer: new Sequencer(({ seq }) => told.push(seq)) };
}

test('events are emitted in the order of their numbers, whatever order they come in', () => {
  const numbers = Array.from({ length: 40 }, (_, i) => i + 1);
  fc.assert(
    fc.property(fc.shuffledSubarray(numbers, { minLength: 40 }), (arrivals) => {
      const { told, sequencer: sequence } = sequencer();
      for (const seq of arrivals) sequence.add(event(seq));
      expect(told).toEqual(numbers);
      expect(sequence.waiting).toBe(0);
    }),
  );
});

test('each event is emitted as soon as none before it is missing', () => {
  const { told, sequencer: sequence } = sequencer();
  sequence.add(event(2));
  sequence.add(event(4));
  expect([told, sequence.waiting]).toEqual([[], 2]);
  sequence.add(event(1));
  expect([told, sequence.waiting]).toEqual([[1, 2], 1]);
});

test('numbers that were lost are skipped, one at a time', () => {
  const { told, sequencer: sequence } = sequencer();
  sequence.add(event(3));
  sequence.skipMissing();
  expect(told).toEqual([]);
  sequence.skipMissing();
  expect(told).toEqual([3]);
});

test('nothing is skipped while no event waits', () => {
  const { told, sequencer: sequence } = sequencer();
  sequence.skipMissing();
  sequence.add(event(1));
  expect(told).toEqual([1]);
});

test('an event may be added while another one is being emitted', () => {
  const told: number[] = [];
  const sequence: Sequencer<ReturnType<typeof event>> = new Sequencer(({ seq }) => {
    told.push(seq);
    if (seq === 1) sequence.add(event(2));
  });
  sequence.add(event(1));
  expect(told).toEqual([1, 2]);
});
