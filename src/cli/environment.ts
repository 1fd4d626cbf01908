import { availableParallelism } from 'node:os';
import type { Environment } from '../render/json.js';
import { version } from './version.js';

/** The machine and versions that the runs were made on: a reader needs them to judge the figures. */
export function environment(): Environment {
  return {
    pyconc: version(),
    node: process.version,
    platform: process.platform,
    cores: availableParallelism(),
  };
}
