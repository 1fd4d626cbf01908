/** A demo as it is tried: short trials tell more than long ones, so a demo may have smaller parameters for them. */
import type { OwnDefaults } from '../events/trials-report.js';
import type { Demo, ParamDefinition, Params } from '../session/demo.js';

/** The demo with its defaults for trials. */
export function forTrials(demo: Demo): Demo {
  const definitions: [string, ParamDefinition][] = Object.entries(demo.params ?? {});
  const own: Readonly<Partial<Params>> = demo.trials?.params ?? {};
  const params = definitions.map(([name, definition]) => [
    name,
    { ...definition, default: own[name] ?? definition.default },
  ]);
  return { ...demo, params: Object.fromEntries(params) };
}

/** The parameters whose default in trials differs from the one in runs. */
export function ownDefaults(demo: Demo): OwnDefaults {
  const definitions: [string, ParamDefinition][] = Object.entries(demo.params ?? {});
  const tried = forTrials(demo).params ?? {};
  return Object.fromEntries(
    definitions
      .map(([name, { default: run }]) => [name, { trials: tried[name]?.default ?? run, run }] as const)
      .filter(([, { trials, run }]) => trials !== run),
  );
}
