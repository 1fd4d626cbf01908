import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import * as program from '../../build/programs/polling.js';
import { observe } from '../observe.js';

test('on the virtual clock, time goes on while a thread polls, in any way', async () => {
  const { reason, logs } = await observe(program.allWays, { speed: 'max' });
  expect(reason).toBe('completed');
  expect(logs).toEqual(program.wayNames.map((way, i) => `${way} ${5 * (i + 1)}`));
});

test('a thread whose end is polled reaches it', async () => {
  expect((await observe(program.pollThread, { speed: 'max' })).result).toBe(3);
});

test('where the clock itself is polled, time passes in small steps', async () => {
  const { result } = await observe(program.pollClock, { speed: 'max' });
  expect(result).toBeGreaterThanOrEqual(0.2);
  expect(result).toBeLessThan(2);
});

test('while a thread works, time stands still, however long', async () => {
  expect((await observe(program.besideWork, { speed: 'max' })).result).toBe(false);
});

test.each([1, 'max'] as const)('a futile poll is named at the timeout, with its line: speed %s', async (speed) => {
  const { reason, diagnosis } = await observe(program.pollInVain, { speed, timeout: 0.7 });
  expect(reason).toBe('timeout');
  const poller = diagnosis?.waiting.find(({ thread }) => thread === 'poller');
  expect(poller).toMatchObject({ call: 'a polling loop', object: 'event', heldBy: null });
  const source = fileURLToPath(new URL('../programs/polling.ts', import.meta.url));
  const line =
    readFileSync(source, 'utf8')
      .split('\n')
      .findIndex((text) => text.includes('// the line of the poll')) + 1;
  expect(poller?.at).toMatch(new RegExp(`polling\\.ts:${line}:`));
});
