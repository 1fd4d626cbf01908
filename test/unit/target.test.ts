import { expect, test } from 'vitest';
import { calledBy, findExport, isClass, notExported } from '../../src/runtime/functions/function-ref.js';
import { refuseAsync, refusePrivateFields } from '../../src/runtime/threads/target.js';

class Base {}
class Open extends Base {
  text = "#no, 'nor' #this"; // nor #that
  /* nor #those */
  template = `nor ${1} #these`;
}
class Secret extends Base {
  #hidden = 1;
  get hidden() {
    return this.#hidden;
  }
}
class Heir extends Secret {
  own = 2;
}
class Method extends Base {
  #help() {}
  run() {
    this.#help();
  }
}

test('private fields are refused by name, those of a parent class too', () => {
  expect(() => refusePrivateFields(Open, Base, 'which cannot be copied to its thread')).not.toThrow();
  expect(() => refusePrivateFields(Secret, Base, 'which cannot be copied to its thread')).toThrow(
    /^class Secret has the private field #hidden, .* its thread: .*`private hidden`/,
  );
  expect(() => refusePrivateFields(Heir, Base, 'which cannot be copied to its process')).toThrow(
    /^class Secret has .* its process: /,
  );
  expect(() => refusePrivateFields(Method, Base, 'which cannot be copied to its process')).toThrow(
    /^class Method has the private field #help/,
  );
});

test('functions that return before they have done their work are refused', () => {
  expect(() => refuseAsync(() => {})).not.toThrow();
  expect(() => refuseAsync(async () => {})).toThrow(/ is async: /);
  expect(() => refuseAsync(function* spring() {})).toThrow(/^spring is a generator: /);
  expect(() => refuseAsync(async function* stream() {})).toThrow(/^stream is an async generator: /);
});

test('an export is found by its name, or by its source if it is exported under another one', () => {
  const own = () => 1;
  const other = () => 2;
  const namespace = { own, renamed: other, deep: { inner: own } };
  expect(findExport(namespace, { path: ['own'] })).toBe(own);
  expect(findExport(namespace, { path: ['deep', 'inner'] })).toBe(own);
  expect(findExport(namespace, { path: ['other'], source: String(other) })).toBe(other);
  expect(findExport(namespace, { path: ['own'], source: String(other) })).toBe(other);
  expect(findExport({ ...namespace, twin: other }, { path: ['other'], source: String(other) })).toBe(undefined);
  expect(findExport(namespace, { path: ['missing'] })).toBeUndefined();
  expect(findExport(namespace, { path: ['missing', 'deeper'] })).toBeUndefined();
  expect(findExport(namespace, { path: ['missing'], source: '() => 3' })).toBeUndefined();
});

test('a function that a loader has rewritten is found by its name, if its source is nowhere', () => {
  function byDefault() {
    return 1;
  }
  const other = () => 2;
  const renamed = () => 3;
  const namespace = { default: byDefault, other, called: renamed, five: 5 };
  const find = (name: string, source = 'rewritten') =>
    findExport(namespace, { path: [name], source, isRewritten: true });
  expect(find('other')).toBe(other);
  expect(find('byDefault')).toBe(byDefault);
  expect(find('renamed')).toBe(renamed);
  expect(find('renamed', String(other))).toBe(other);
  expect(find('hidden')).toBeUndefined();
  expect(find('five')).toBeUndefined();
  expect(
    findExport({ ...namespace, again: () => 4, other: undefined }, { path: ['other'], source: '', isRewritten: true }),
  ).toBeUndefined();
  expect(findExport(namespace, { path: ['other'], source: 'rewritten' })).toBeUndefined();
});

test('a function without a name that can be exported gets an error that asks for one', () => {
  expect(notExported('work', 'file:///mine.js')).toMatch(/^work is not exported by .*`export function work`/);
  expect(notExported('bound work', 'file:///mine.js')).toMatch(/^bound work is not .*`export function name`/);
  expect(notExported('', 'file:///mine.js')).toMatch(/^the function is not .*`export function name`/);
});

test('an inline function is called by its first words, not by the name of the option', () => {
  const named = (target: Function) => calledBy({ path: [target.name], source: String(target) });
  const given = { target: () => 1, action() {} };
  expect(named(given.target)).toBe('the function `() => 1`');
  expect(named(given.action)).toBe('the function `action() {}`');
  expect(named(() => 'a line that is much too long to be shown as a whole')).toMatch(
    /^the function `\(\) => .a line that is much too long to b …`$/,
  );
  expect(calledBy({ path: ['target'], source: '() => {\n  work();\n}' })).toBe('the function `() => { …`');
});

test('a declared function is called by its name, whatever that is', () => {
  function target() {}
  function* action() {}
  const work = () => 1;
  for (const [each, name] of [
    [target, 'target'],
    [action, 'action'],
    [work, 'work'],
  ] as const) {
    expect(calledBy({ path: [each.name], source: String(each) })).toBe(name);
  }
  expect(calledBy({ path: ['target'] })).toBe('target');
  expect(calledBy({ path: ['bound work'], source: 'function () { [native code] }' })).toBe('bound work');
});

test('a class is distinguished from a function, whatever it is', () => {
  for (const each of [Base, Heir, class {}, Map]) expect(isClass(each)).toBe(true);
  const method = { run() {} }.run;
  for (const each of [() => {}, function old() {}, method, async () => {}, function* spring() {}, Math.max]) {
    expect(isClass(each)).toBe(false);
  }
});

test('the error about a missing export names threads and processes, functions and classes', () => {
  expect(notExported('work', 'file:///mine.js', 'process')).toMatch(
    /a process finds its target .*`export function work`/,
  );
  expect(notExported('Work', 'file:///mine.js', 'thread', true)).toMatch(
    /a thread finds its class .*`export class Work`/,
  );
  expect(notExported('', 'file:///mine.js', 'process', true)).toMatch(/^the class is not .*`export class name`/);
});
