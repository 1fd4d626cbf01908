import { expect, test } from 'vitest';
import { isFrame, placeInFrame, readPlace } from '../../src/events/places.js';

test.each([
  [
    '    at inner (file:///home/me/my%20programs%20(old)/prog.mjs:3:9)',
    'file:///home/me/my%20programs%20(old)/prog.mjs:3:9',
  ],
  ['    at new Outer (/home/me/my (old)/other.js:10:1)', '/home/me/my (old)/other.js:10:1'],
  ['    at async file:///home/me/top.mjs:1:7', 'file:///home/me/top.mjs:1:7'],
  ['    at /home/me/top.cjs:1:7', '/home/me/top.cjs:1:7'],
  ['    at go (C:\\me\\top.mjs:1:7)', 'C:\\me\\top.mjs:1:7'],
  ['    at Array.map (<anonymous>)', undefined],
  ['    at eval (eval at go (file:///home/me/top.mjs:1:7), <anonymous>:1:1)', undefined],
  ['    at node:internal/process/task_queues:95:5', undefined],
  ['see /home/me/top.mjs:1:7', undefined],
])('the place in %j', (line, place) => {
  expect(placeInFrame(line)).toBe(place);
});

test('a line of a message is not a frame', () => {
  expect(isFrame('at the second line of a message')).toBe(false);
  expect(isFrame('    at main (/home/me/top.mjs:1:7)')).toBe(true);
});

test.each([
  ['/home/me/top.mjs:3:9', { file: '/home/me/top.mjs', line: 3, column: 9 }],
  ['file:///home/me/a:1/top.mjs:3', { file: 'file:///home/me/a:1/top.mjs', line: 3, column: undefined }],
  ['C:\\me\\top.mjs:3:9', { file: 'C:\\me\\top.mjs', line: 3, column: 9 }],
  ['/home/me/top.mjs', undefined],
])('%j, taken apart', (text, place) => {
  expect(readPlace(text)).toEqual(place);
});
