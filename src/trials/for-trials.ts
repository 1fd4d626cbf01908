/** A demo as it is tried: short trials tell more than long ones, so a demo may have smaller parameters for them. */
import type { OwnDefaults } from '../events/own-defaults.js';
import type { Demo } from '../session/demo.js';
import { ownDefaults, withDefaults } from '../session/own-defaults.js';

/** The demo with its defaults for trials. */
export function forTrials(demo: Demo): Demo {
  return withDefaults(demo, demo.trials?.params);
}

/** The parameters whose default in trials differs from the one in runs. */
export function trialsDefaults(demo: Demo): OwnDefaults {
  return ownDefaults(demo, demo.trials?.params);
}
