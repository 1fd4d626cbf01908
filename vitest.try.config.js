import { defineConfig } from 'vitest/config';
import { shared } from './vitest.config.js';
export default defineConfig({ ...shared, test: { ...shared.test, include: ['test/explore/zz-try.test.ts'], fileParallelism: false } });
