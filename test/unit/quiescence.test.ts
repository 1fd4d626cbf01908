import { expect, test } from 'vitest';
import { Quiescence } from '../../src/runtime/processes/tree/quiescence.js';

function ledgerOf(...processes: number[]): Quiescence {
  const ledger = new Quiescence();
  for (const process of processes) ledger.enter(process);
  return ledger;
}

/** A process reports that it is quiet: a message like any other. */
function tellQuiet(ledger: Quiescence, process: number, until: number, sent: number, received: number): void {
  ledger.countReceived(process);
  ledger.markQuiet(process, until, sent, received);
}

test('all processes are quiet once each has said so: until the earliest of their times', () => {
  const ledger = ledgerOf(0, 1);
  tellQuiet(ledger, 0, Infinity, 1, 0);
  expect(ledger.quietUntil()).toBeUndefined();
  tellQuiet(ledger, 1, 5, 1, 0);
  expect(ledger.quietUntil()).toBe(5);
});

test('a process with a message on its way is not quiet', () => {
  const ledger = ledgerOf(0, 1);
  tellQuiet(ledger, 0, Infinity, 1, 0);
  ledger.countSent(1);
  // It reported so before the message reached it.
  tellQuiet(ledger, 1, Infinity, 1, 0);
  expect(ledger.quietUntil()).toBeUndefined();
  tellQuiet(ledger, 1, Infinity, 2, 1);
  expect(ledger.quietUntil()).toBe(Infinity);
});

test('any message from or to a process makes its report outdated', () => {
  const ledger = ledgerOf(0);
  tellQuiet(ledger, 0, 1, 1, 0);
  ledger.countReceived(0);
  expect(ledger.quietUntil()).toBeUndefined();
  tellQuiet(ledger, 0, 1, 3, 0);
  expect(ledger.quietUntil()).toBe(1);
  const { version } = ledger;
  ledger.countSent(0);
  expect(ledger.quietUntil()).toBeUndefined();
  expect(ledger.version).toBeGreaterThan(version);
});

test('a process that is about to end is never quiet, and no longer counts once it has exited', () => {
  const ledger = ledgerOf(0, 1);
  tellQuiet(ledger, 0, Infinity, 1, 0);
  tellQuiet(ledger, 1, Infinity, 1, 0);
  ledger.markEnding(1);
  tellQuiet(ledger, 1, Infinity, 2, 0);
  expect(ledger.quietUntil()).toBeUndefined();
  ledger.leave(1);
  expect(ledger.quietUntil()).toBe(Infinity);
  tellQuiet(ledger, 1, Infinity, 3, 0);
  expect(ledger.processes).toEqual([0]);
});
