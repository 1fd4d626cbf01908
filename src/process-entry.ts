/** What a child process loads: a host, which takes from its parent what to do. */
import { liveAsChild } from './runtime/processes/tree/child-main.js';

liveAsChild();
