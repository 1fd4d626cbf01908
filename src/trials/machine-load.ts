/** How busy the machine is, by what its operating system says. */
import { cpus, loadavg, platform } from 'node:os';

/** Threads that ran or waited for a core in the last minute, for each core of the machine; null where the system does not say. */
export function machineLoad(): number | null {
  // On Windows it is always 0.
  const cores = cpus().length;
  if (platform() === 'win32' || cores === 0) return null;
  return Math.round(((loadavg()[0] ?? 0) / cores) * 100) / 100;
}
