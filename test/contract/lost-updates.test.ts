import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { LostUpdate } from 'pyconc';
import { describe, expect, test } from 'vitest';
import * as program from '../../build/programs/lost-updates.js';
import { observe } from '../observe.js';

const source = fileURLToPath(new URL('../programs/lost-updates.ts', import.meta.url));
const lines = readFileSync(source, 'utf8').split('\n');

/** `thread op value`, with the other facts of the operation. */
function told({ operations }: LostUpdate) {
  return operations.map(({ thread, process, op, value, stale, overwrote, afterOthers }) =>
    [
      ...(afterOthers ? ['…'] : []),
      process === 'MainProcess' || process === null ? thread : process,
      op,
      value,
      ...(stale ? ['stale'] : []),
      ...(overwrote === undefined ? [] : [`over ${overwrote}`]),
    ].join(' '),
  );
}

async function lossOf(main: () => unknown): Promise<LostUpdate> {
  const { lostUpdate } = await observe(main);
  if (!lostUpdate) throw new Error(`no lost update was caught: ${lostUpdate}`);
  return lostUpdate;
}

describe('a lost update is reported step by step', () => {
  test('with the threads, their operations, and the value', async () => {
    const loss = await lossOf(program.once);
    expect(loss).toMatchObject({ kind: 'Value', name: 'counter' });
    expect(told(loss)).toEqual(['slow load 0 stale', 'quick load 0', 'quick store 1', 'slow store 1 over 1']);
  });

  test('with the places in the source', async () => {
    const { operations } = await lossOf(program.once);
    for (const [n, comment] of ['the stale load', 'the lost updates', 'the lost updates', 'the last store'].entries()) {
      const line = lines.findIndex((text) => text.includes(`// ${comment}`));
      expect(operations[n]?.at).toMatch(new RegExp(`^${source}:${line + 1}:\\d+$`));
      expect(operations[n]?.source).toBe(lines[line]?.trim());
    }
  });

  test('of two lost updates both are shown; of many the last, and that there were others', async () => {
    const two = ['quick load 0', 'quick store 1', 'quick load 1', 'quick store 2'];
    expect(told(await lossOf(program.twice))).toEqual(['slow load 0 stale', ...two, 'slow store 1 over 2']);
    // The last of a thousand stores is not logged, and yet it is certain which thread stored it.
    const loss = await lossOf(program.often);
    expect(told(loss)).toEqual(['slow load 0 stale', '… quick store 1000', 'slow store 1 over 1000']);
    expect(loss.operations[1]).toMatchObject({ at: null, source: null });
  });

  test('of doubles as well', async () => {
    const all = ['slow load 0.5 stale', 'quick load 0.5', 'quick store 1.5', 'slow store 1.5 over 1.5'];
    expect(told(await lossOf(program.onDouble))).toEqual(all);
  });

  test('no thread is named where two may have done it', async () => {
    const loss = await lossOf(program.byNobodyKnowsWhom);
    expect(told(loss)).toEqual(['slow load 200 stale', '…  store 1200', 'slow store 201 over 1200']);
    expect(loss.operations[1]).toMatchObject({ thread: null, ident: null, process: null });
  });

  test('by threads of workers that had other threads before', async () => {
    expect(told(await lossOf(program.afterOthers))).toHaveLength(4);
  });

  test('between processes', async () => {
    const loss = await lossOf(program.betweenProcesses);
    expect(loss.name).toBe('common');
    expect(told(loss)).toEqual(['slow load 0 stale', 'quick load 0', 'quick store 1', 'slow store 1 over 1']);
    expect(loss.operations.map(({ source }) => source?.replace(/.*\/\/ /, ''))).toEqual([
      'the stale load of a process',
      'the lost update of a process',
      'the lost update of a process',
      'the last store of a process',
    ]);
  });
});

test('it is null where several threads store and no update is lost, and absent where only one stores', async () => {
  expect((await observe(program.underLock)).lostUpdate).toBeNull();
  expect(await observe(program.alone)).not.toHaveProperty('lostUpdate');
});

test('the last event has it too', async () => {
  const { events, lostUpdate } = await observe(program.once);
  expect(events.at(-1)).toMatchObject({ type: 'run.end', lostUpdate });
});

test('a value that is no longer logged works as before, of a subclass as well', async () => {
  expect((await observe(program.handles)).result).toEqual([
    300,
    600,
    601,
    true,
    true,
    "<Value plain('i', 300)>",
    "<Value own('i', 600)>",
  ]);
});
