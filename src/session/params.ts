import type { Demo, ParamDefinition, Params } from './demo.js';
import { nearest } from './nearest.js';
import { numberIn } from './number.js';
import { type Takes, UserError } from './user-error.js';

type Declared = Pick<Demo, 'name' | 'params'>;

/**
 * The parameters that a demo runs with: its defaults, and what `name=value` strings set instead.
 *
 * Each value is read as the type of the parameter's default; numbers may be written as in Python (`100_000`, `1e5`). Raises
 * UserError for a name that the demo does not declare, a name given twice, and a value that the parameter does not take.
 */
export async function readParams(demo: Declared, given: readonly string[] = []): Promise<Params> {
  const declared: Readonly<Record<string, ParamDefinition>> = demo.params ?? {};
  const set = new Map<string, ParamDefinition['default']>();

  for (const text of given) {
    const [name, value] = split(text);
    if (set.has(name)) throw new UserError({ is: 'param-twice', name });
    if (!Object.hasOwn(declared, name)) throw await undeclared(demo, name, Object.keys(declared));
    set.set(name, await readValue(name, value, declared[name] as ParamDefinition));
  }
  return Object.fromEntries(
    Object.entries(declared).map(([name, { default: value }]) => [name, set.get(name) ?? value]),
  );
}

function split(text: string): [name: string, value: string] {
  const sign = text.indexOf('=');
  if (sign < 1) throw new UserError({ is: 'param-syntax', text });
  return [text.slice(0, sign).trim(), text.slice(sign + 1).trim()];
}

async function undeclared(demo: Declared, name: string, names: readonly string[]): Promise<UserError> {
  return new UserError({ is: 'unknown-param', demo: demo.name, name, near: await nearest(name, names), names });
}

async function readValue(name: string, text: string, definition: ParamDefinition) {
  const value = await readAs(typeof definition.default, name, text);
  const { choices, min, max } = definition;
  if (choices !== undefined && !choices.includes(value)) {
    const near = await nearest(
      text,
      choices.filter((choice) => typeof choice === 'string'),
    );
    throw refusal(name, { choices }, text, near);
  }
  if (typeof value === 'number' && ((min ?? value) > value || (max ?? value) < value)) {
    throw refusal(name, { min, max }, text);
  }
  return value;
}

async function readAs(type: string, name: string, text: string): Promise<number | string | boolean> {
  if (type === 'string') return text;
  if (type === 'boolean') {
    if (/^(true|false)$/i.test(text)) return text.toLowerCase() === 'true';
    throw refusal(name, { type: 'boolean' }, text, await nearest(text, ['true', 'false']));
  }
  const value = numberIn(text);
  if (!Number.isNaN(value)) return value;
  throw refusal(name, { type: 'number' }, text);
}

function refusal(name: string, takes: Takes, text: string, near?: string): UserError {
  return new UserError({ is: 'param-value', name, takes, text, near });
}
