import { describe, expect, test } from 'vitest';
import { createRenderer } from '../../../src/render/create-renderer.js';
import { guarded } from '../../../src/render/guarded.js';
import { jsonText } from '../../../src/render/json-text.js';
import { ndjsonRenderer } from '../../../src/render/ndjson.js';
import { quietRenderer } from '../../../src/render/quiet.js';
import { createTheme } from '../../../src/render/theme.js';
import { end, events, plain, shown, start } from './events.js';

test('ndjson is each event as it is, with the number of its run', async () => {
  const told = events(start, { type: 'log', t: 0.1, thread: 'MainThread', text: 'two\nlines' }, end, start, end);
  const text = await shown(ndjsonRenderer, told);
  expect(
    text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toEqual(told.map((event, at) => ({ ...event, run: at < 3 ? 1 : 2 })));
});

test('quiet is the outcome line of each run', async () => {
  const theme = await createTheme(plain);
  const lost = { ...end, outcome: { name: 'updates-lost', grade: 'interesting', because: 'x' } } as const;
  const text = await shown(
    (write) => quietRenderer(plain, theme, write),
    [...events(start, lost), ...events(start, end)],
  );
  expect(text).toBe('◆ mine: updates-lost (interesting)\n✓ mine: done (expected)\n');
});

test('json is a document without runs when there were none', async () => {
  const environment = { pyconc: '1.2.3', node: 'v20.20.2', platform: 'linux', cores: 2 };
  let text = '';
  const write = (part: string) => {
    text += part;
  };
  const renderer = await createRenderer({ format: 'json', quiet: false, terminal: plain, environment, write });
  await renderer.finish?.([], true);
  expect(JSON.parse(text)).toEqual({ v: 1, environment, partial: true, runs: [] });
});

describe('a renderer that fails', () => {
  test('is detached, and reported once', async () => {
    const faults: unknown[] = [];
    let calls = 0;
    const fail = () => {
      calls += 1;
      throw new Error('no');
    };
    const renderer = guarded({ event: fail, finish: fail }, (error) => faults.push(error));
    for (const event of events(start, end)) renderer.event?.(event);
    await renderer.finish?.([], false);
    expect({ calls, faults: faults.length }).toEqual({ calls: 1, faults: 1 });
  });

  test('may fail at its end, too', async () => {
    const faults: unknown[] = [];
    const finish = () => Promise.reject(new Error('late'));
    await guarded({ finish }, (error) => faults.push(error)).finish?.([], false);
    expect(faults).toHaveLength(1);
  });
});

describe('jsonText', () => {
  test.each<[string, unknown, string]>([
    ['undefined', undefined, 'null'],
    ['a big integer', { a: 10n }, '{"a":"10"}'],
    ['what is not finite', [Number.NaN, -Number.POSITIVE_INFINITY], '["NaN","-Infinity"]'],
    ['a function', { f: function named() {} }, '{"f":"[Function named]"}'],
    ['a Map by names', new Map([['a', 1]]), '{"a":1}'],
    ['a Map by objects', new Map([[[1], 2]]), '[[[1],2]]'],
    ['a Set', new Set([1, 'b']), '[1,"b"]'],
    ['an array of numbers', new Float64Array([1.5]), '[1.5]'],
    ['an error', new TypeError('no'), '{"type":"TypeError","message":"no"}'],
    ['a date', new Date(0), '"1970-01-01T00:00:00.000Z"'],
  ])('has a form for %s', (_, value, text) => {
    expect(jsonText(value)).toBe(text);
  });

  test('has a form for a cycle, and for a property that throws', () => {
    const circle: Record<string, unknown> = { a: [1] };
    circle.self = circle;
    expect(jsonText(circle)).toBe('{"a":[1],"self":"[Circular]"}');
    expect(
      jsonText({
        get bad() {
          throw new Error('no');
        },
      }),
    ).toBe('"[Error: no]"');
  });
});
