import type { ParamValue } from './facts.js';

/** Parameters whose default in a verb of many runs replaces the one of `run`. */
export type OwnDefaults = {
  readonly [name: string]: { readonly own: ParamValue; readonly run: ParamValue };
};
