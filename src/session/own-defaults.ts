/** A demo with other defaults, for verbs that carry it out many times and need it smaller. */
import type { OwnDefaults } from '../events/own-defaults.js';
import type { Demo, ParamDefinition, Params } from './demo.js';

/** The demo with these values as its defaults. */
export function withDefaults(demo: Demo, own: Readonly<Partial<Params>> = {}): Demo {
  const params = definitionsOf(demo).map(([name, definition]) => [
    name,
    { ...definition, default: own[name] ?? definition.default },
  ]);
  return { ...demo, params: Object.fromEntries(params) };
}

/** The parameters whose defaults differ from those of runs. */
export function ownDefaults(demo: Demo, given: Readonly<Partial<Params>> = {}): OwnDefaults {
  return Object.fromEntries(
    definitionsOf(demo)
      .map(([name, { default: run }]) => [name, { own: given[name] ?? run, run }] as const)
      .filter(([, { own, run }]) => own !== run),
  );
}

function definitionsOf(demo: Demo): [string, ParamDefinition][] {
  return Object.entries(demo.params ?? {});
}
