import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import * as program from '../../build/programs/private-locks.js';
import { observe } from '../observe.js';

const source = fileURLToPath(new URL('../programs/private-locks.ts', import.meta.url));
const lines = readFileSync(source, 'utf8').split('\n');

/** What such a lock does not guard is raced for, and warned of as well. */
const warningsOf = async (main: () => unknown) =>
  ((await observe(main)).warnings ?? []).filter(({ code }) => code === 'private-locks');

describe('locks of which each thread has made its own are warned of', () => {
  test.each([
    ['one for each thread', program.ownLocks, 'the own lock', { kind: 'Lock', locks: 2, threads: ['one', 'other'] }],
    [
      'one for each call',
      program.locksPerCall,
      'a lock for each',
      { kind: 'RLock', locks: 6, threads: ['one', 'other'] },
    ],
    ['beside a daemon', program.besideDaemon, 'the own lock', { locks: 2, threads: ['one', 'other'] }],
    ['threads one after the other', program.oneAfterTheOther, 'the own lock', { locks: 2, threads: ['0', '1'] }],
  ])('%s', async (_, main, comment, facts) => {
    const line = lines.findIndex((text) => text.includes(`// ${comment}`));
    const warnings = await warningsOf(main);
    expect(warnings).toMatchObject([{ code: 'private-locks', ...facts, source: lines[line]?.trim() }]);
    expect(warnings[0]).toHaveProperty('at', expect.stringMatching(new RegExp(`^${source}:${line + 1}:\\d+$`)));
  });
});

describe('no warning of a lock', () => {
  test.each([
    ['under which only data of the thread change', program.helpers],
    ['that a module makes', program.sharedLock],
    ['that the thread has put into a queue', program.passedOn],
    ['that the thread has given to another', program.givenToAnother],
    ['that a condition has', program.ofConditions],
    ['that is never taken', program.neverTaken],
    ['of one thread only', program.onlyOne],
    ['that the next thread of its worker finds', program.oneWorker],
    ['that a daemon finds, which is ended before it can tell', program.foundByDaemon],
  ])('%s', async (_, main) => {
    expect(await warningsOf(main)).toEqual([]);
  });
});
