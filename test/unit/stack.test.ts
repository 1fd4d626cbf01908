import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { describeError } from '../../src/runtime/source/error-facts.js';
import { userFrame, userStack } from '../../src/runtime/source/stack.js';

const ours = new URL('../../src/runtime/source/stack.ts', import.meta.url).href;
const demo = new URL('../../src/demos/lock-race.js', import.meta.url);

const stack = [
  'RangeError: too far',
  'at the second line of a message',
  `    at wait (${ours}:12:3)`,
  '    at inner (file:///home/me/my%20programs%20(old)/prog.mjs:3:9)',
  '    at Array.map (<anonymous>)',
  '    at new Outer (/home/me/other.js:10:1)',
  `    at main (${demo.href}:5:6)`,
  '    at async file:///home/me/top.mjs:1:7',
  '    at async Command.parseAsync (file:///home/me/node_modules/commander/lib/command.js:1122:5)',
  '    at node:internal/process/task_queues:95:5',
  '    at Module._compile (node:internal/modules/cjs/loader:1358:14)',
].join('\n');

test('a stack keeps the user’s frames, with paths instead of URLs', () => {
  expect(userStack(stack).split('\n')).toEqual([
    'RangeError: too far',
    'at the second line of a message',
    '    at inner (/home/me/my programs (old)/prog.mjs:3:9)',
    '    at Array.map (<anonymous>)',
    '    at new Outer (/home/me/other.js:10:1)',
    `    at main (${decodeURIComponent(demo.pathname)}:5:6)`,
    '    at async /home/me/top.mjs:1:7',
  ]);
});

test('the innermost frame of the user’s own code is found', () => {
  expect(userFrame(stack)).toBe('/home/me/my programs (old)/prog.mjs:3:9');
  expect(userFrame(`Error\n    at wait (${ours}:12:3)\n    at file:///home/me/top.mjs:1:7`)).toBe(
    '/home/me/top.mjs:1:7',
  );
  expect(userFrame(`Error\n    at wait (${ours}:12:3)`)).toBeNull();
  expect(userFrame(undefined)).toBeNull();
});

test('frames of this package are left out, even where a loader shows paths', () => {
  const path = fileURLToPath(ours);
  expect(userFrame(`Error\n    at wait (${path}:12:3)\n    at main (/home/me/prog.ts:4:2)`)).toBe(
    '/home/me/prog.ts:4:2',
  );
  expect(userFrame(`Error\n    at main (${fileURLToPath(demo)}:5:6)`)).toBe(`${fileURLToPath(demo)}:5:6`);
});

test('places are those of the source, whether its map is beside the file or in it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pyconc-'));
  try {
    // Line 1 of the file comes from line 3 of the source.
    const map = JSON.stringify({ version: 3, sources: ['mine.ts'], names: [], mappings: 'AAEA' });
    const inline = Buffer.from(map).toString('base64');
    const comment = (text: string) => `//# sourceMappingURL=data:application/json;charset=utf-8;base64,${text}`;
    writeFileSync(join(folder, 'beside.js'), 'go();');
    writeFileSync(join(folder, 'beside.js.map'), map);
    writeFileSync(join(folder, 'inside.js'), `go();\n${comment('bm90IGl0')}\n${comment(inline)}\n`);
    writeFileSync(join(folder, 'broken.js'), `go();\n${comment('bm90IGl0')}\n`);
    const frame = (name: string) => userFrame(`Error\n    at go (${pathToFileURL(folder).href}/${name}:1:1)`);
    const frames = ['beside.js', 'inside.js', 'beside.js?v=1', 'inside.js?v=1', 'broken.js', 'nowhere.js'].map(frame);
    const source = `${join(folder, 'mine.ts')}:3:1`;
    const itself = ['broken.js', 'nowhere.js'].map((name) => `${join(folder, name)}:1:1`);
    expect(frames).toEqual([source, source, source, source, ...itself]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('an error is described by its name, its message and the user’s frames', () => {
  const { type, message, stack: text } = describeError(new TypeError('odd'));
  expect([type, message]).toEqual(['TypeError', 'odd']);
  expect(text).toMatch(/^TypeError: odd\n {4}at .*stack\.test\.ts:\d+:\d+/);
});

test('a thrown value need not be an error', () => {
  expect(describeError('text')).toEqual({ type: 'string', message: 'text', stack: '' });
  expect(describeError(null)).toEqual({ type: 'null', message: 'null', stack: '' });
  expect(describeError(Object.create(null))).toEqual({
    type: 'object',
    message: '[Object: null prototype] {}',
    stack: '',
  });
  const odd = Object.assign(new Error('x'), { message: 7, stack: undefined, name: undefined });
  expect(describeError(odd)).toEqual({ type: 'undefined', message: '7', stack: 'undefined: 7' });
});
