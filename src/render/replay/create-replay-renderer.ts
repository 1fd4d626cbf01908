/** The formats in which a replay is shown. */
import { REPLAY_VERSION, type ReplayReport } from '../../events/replay-report.js';
import { jsonText } from '../json-text.js';
import type { RenderReplay, ReplayRendererOptions } from './replay-renderer.js';

export async function createReplayRenderer(options: ReplayRendererOptions): Promise<RenderReplay> {
  const { format, quiet, environment, write } = options;
  switch (format) {
    case 'json':
      return async (report) => write(`${jsonText({ v: REPLAY_VERSION, environment, ...entryOf(report) }, 2)}\n`);
    case 'ndjson':
      return async (report) => {
        const { story, ...entry } = entryOf(report);
        const tell = (type: string, facts: object) => write(`${jsonText({ v: REPLAY_VERSION, type, ...facts })}\n`);
        const { demo, variant, params, seed, schedule, ...end } = entry;
        tell('replay.start', { environment, demo, variant, params, seed, schedule, threads: story?.threads ?? [] });
        for (const step of story?.steps ?? []) tell('step', step);
        tell('replay.end', { ...end, waiting: story?.waiting ?? [] });
      };
    case 'markdown': {
      const { markdownReplay } = await import('./markdown-replay.js');
      return async (report) => write(markdownReplay(report, options));
    }
    case 'pretty': {
      const { prettyReplay, quietReplay } = await import('./pretty-replay.js');
      return (quiet ? quietReplay : prettyReplay)(options);
    }
  }
}

/** For programs: each step with the threads that could have taken it. */
function entryOf({ story, able, ...facts }: ReplayReport) {
  const steps = story?.steps.map((step, at) => ({ ...step, able: [...(able[at] ?? '')] })) ?? [];
  return { ...facts, story: story && { ...story, steps } };
}
