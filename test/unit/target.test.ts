import { expect, test } from 'vitest';
import { findExport, notExported } from '../../src/runtime/modules.js';
import { refuseAsync, refusePrivateFields } from '../../src/runtime/target.js';

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
  expect(() => refusePrivateFields(Open, Base)).not.toThrow();
  expect(() => refusePrivateFields(Secret, Base)).toThrow(
    /^class Secret has the private field #hidden, .*`private hidden`/,
  );
  expect(() => refusePrivateFields(Heir, Base)).toThrow(/^class Secret has/);
  expect(() => refusePrivateFields(Method, Base)).toThrow(/^class Method has the private field #help/);
});

test('functions that return before they have done their work are refused', () => {
  expect(() => refuseAsync(() => {})).not.toThrow();
  expect(() => refuseAsync(async () => {})).toThrow(/ is async: /);
  expect(() => refuseAsync(function* spring() {})).toThrow(/^spring is a generator: /);
  expect(() => refuseAsync(async function* stream() {})).toThrow(/^stream is an async generator: /);
});

test('an export is found by its name, or by its source where it goes by another', () => {
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

test('a function without a name that can be exported is told to get one', () => {
  expect(notExported('work', 'file:///mine.js')).toMatch(/^work is not exported by .*`export function work`/);
  expect(notExported('bound work', 'file:///mine.js')).toMatch(/^bound work is not .*`export function name`/);
  expect(notExported('', 'file:///mine.js')).toMatch(/^the function is not .*`export function name`/);
});
