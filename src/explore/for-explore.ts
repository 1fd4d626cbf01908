/** A demo as it is explored: schedules multiply with each step, so a demo may have smaller parameters for it. */
import type { OwnDefaults } from '../events/own-defaults.js';
import type { Demo, Params } from '../session/demo.js';
import { ownDefaults, withDefaults } from '../session/own-defaults.js';

type Explorable = Demo & { readonly explore?: { readonly params?: Readonly<Partial<Params>> } };

/** The demo with its defaults for exploring. */
export function forExplore(demo: Explorable): Demo {
  return withDefaults(demo, demo.explore?.params);
}

/** The parameters whose default in exploring differs from the one in runs. */
export function exploreDefaults(demo: Explorable): OwnDefaults {
  return ownDefaults(demo, demo.explore?.params);
}
