/** Other processes that keep cores busy, until disposed of. */
import { spawn } from 'node:child_process';

export function keepBusy(count: number): Disposable {
  const spinning = Array.from({ length: count }, () => spawn(process.execPath, ['-e', 'for (;;);']));
  return {
    [Symbol.dispose]() {
      for (const child of spinning) child.kill('SIGKILL');
    },
  };
}
