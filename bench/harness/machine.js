import { availableParallelism, cpus } from 'node:os';
import { pythonVersion } from './python.js';

/** The machine that a table was made on, in a line. */
export function machineLine() {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  const python = pythonVersion === undefined ? 'no python3' : `CPython ${pythonVersion}`;
  return `${availableParallelism()} cores (${model}), ${process.platform} ${process.arch}, Node ${process.versions.node}, ${python}`;
}
