/** The compile cache, which each thread has to enable for itself: a worker does if its host has. From Node 22.1 on. */
import module from 'node:module';
import { dirname } from 'node:path';

/** The folder to enable it with, if this thread has enabled it: each version of Node has a folder of its own inside. */
export function compileCacheFolder(): string | undefined {
  const { getCompileCacheDir } = module as typeof module & { getCompileCacheDir?(): string | undefined };
  const own = getCompileCacheDir?.();
  return own && dirname(own);
}
