/** How busy the machine is, according to its operating system. */
import { cpus, loadavg, platform } from 'node:os';

/** Threads that ran or waited for a core in the last minute, per core of the machine; null if the system does not tell. */
export function machineLoad(): number | null {
  // On Windows the load is always 0.
  const cores = cpus().length;
  if (platform() === 'win32' || cores === 0) return null;
  return Math.round(((loadavg()[0] ?? 0) / cores) * 100) / 100;
}
