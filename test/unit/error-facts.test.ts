import { expect, test } from 'vitest';
import type { ErrorFacts } from '../../src/events/facts.js';
import { relatedErrors } from '../../src/events/related-errors.js';
import { describeError } from '../../src/runtime/source/error-facts.js';

const titles = (error: ErrorFacts) =>
  relatedErrors(error).map(({ error: { type, message }, relation }) => `${relation} ${type}: ${message}`);

test('causes are kept, of any type, each with its own', () => {
  const error = new TypeError('third', { cause: new RangeError('second', { cause: 'just text' }) });
  const facts = describeError(error);
  expect(facts).toMatchObject({
    type: 'TypeError',
    message: 'third',
    cause: { type: 'RangeError', message: 'second', cause: { type: 'string', message: 'just text', stack: '' } },
  });
  expect(facts.cause?.stack).toMatch(/^RangeError: second\n {4}at .*error-facts\.test\.ts/);
  expect(titles(facts)).toEqual(['cause RangeError: second', 'cause string: just text']);
  expect(Object.keys(describeError(new Error('alone')))).toEqual(['type', 'message', 'stack']);
});

test('so are the errors that an AggregateError stands for', () => {
  const parts = [new RangeError('one', { cause: null }), 2];
  const facts = describeError(new AggregateError(parts, 'several', { cause: new Error('why') }));
  expect(titles(facts)).toEqual(['part RangeError: one', 'cause null: null', 'part number: 2', 'cause Error: why']);
});

test('a cycle of causes, or a long chain, comes to an end', () => {
  const ring = new Error('ring') as Error & { cause?: unknown };
  const other = new Error('other', { cause: ring });
  ring.cause = other;
  expect(titles(describeError(ring))).toEqual(['cause Error: other']);
  let chain = new Error('0');
  for (let i = 1; i < 1000; i++) chain = new Error(String(i), { cause: chain });
  expect(titles(describeError(chain)).length).toBe(15);
  const wide = new AggregateError(Array.from({ length: 1000 }, (_, i) => new Error(String(i))));
  expect(describeError(wide).errors?.length).toBe(15);
});
