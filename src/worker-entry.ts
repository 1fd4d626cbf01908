/** What a worker is started with: it sees to the compile cache, which is each thread's own, before there is anything to compile. */
import module from 'node:module';
import { workerData } from 'node:worker_threads';
import type { WorkerData } from './runtime/memory/arena.js';

/** From Node 22.1 on. */
const { enableCompileCache } = module as typeof module & { enableCompileCache?(directory: string): unknown };
const { compileCache }: WorkerData = workerData.pyconc;
if (compileCache !== undefined) enableCompileCache?.(compileCache);

await import('./worker-main.js');
