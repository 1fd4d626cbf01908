import { availableParallelism } from 'node:os';
import type { Environment } from '../render/json.js';
import { version } from './version.js';

/** Where the runs are made: what a reader has to know to judge their figures. */
export function environment(): Environment {
  return {
    pyconc: version(),
    node: process.version,
    platform: process.platform,
    cores: availableParallelism(),
  };
}
