/** The log as it happens, then a summary: what a person reads. */
import type { Diagnosis, RunStartEvent } from '../events/run-event.js';
import { type Block, gap, paragraph, table } from './blocks.js';
import { LogLines } from './log-lines.js';
import { messages } from './messages.js';
import { outcomeName, verdict } from './outcome.js';
import { plainLine } from './plain-text.js';
import type { DemoFacts, Renderer, Terminal, Write } from './renderer.js';
import { summary } from './summary.js';
import type { Theme } from './theme.js';
import { Typesetter } from './typesetter.js';

export function prettyRenderer(terminal: Terminal, theme: Theme, write: Write): Renderer {
  const page = new Typesetter({ terminal, ellipsis: theme.glyphs.ellipsis, write });
  let demo: DemoFacts = {};
  let start: RunStartEvent | undefined;
  let diagnosis: Diagnosis | undefined;
  let logLines = new LogLines(terminal, theme);

  return {
    begin(facts) {
      if (start !== undefined) page.put(gap);
      demo = facts;
      diagnosis = undefined;
      logLines = new LogLines(terminal, theme);
    },

    event(event) {
      if (event.type === 'run.start') {
        start = event;
        page.put(title(event, theme), gap);
        // While threads are at work this one has nothing to do.
        void page.prepareTables();
      } else if (event.type === 'diagnosis') {
        diagnosis = event.diagnosis;
      } else if (event.type === 'run.end') {
        if (start !== undefined) page.put(...summary({ demo, start, end: event, diagnosis }, theme));
      } else {
        page.put(...logLines.of(event));
      }
    },

    async finish(runs) {
      if (runs.length > 1) {
        const rows = runs.map((run) => [
          plainLine(run.demo),
          run.threads.length,
          messages.seconds(run.seconds),
          outcomeName(run),
          verdict(run, theme),
        ]);
        const heading = paragraph(messages.headings.runs, { style: theme.strong });
        page.put(gap, heading, table(messages.heads.runs, rows));
      }
      await page.done();
    },
  };
}

function title({ demo, variant, params }: RunStartEvent, theme: Theme): Block {
  const facts = [
    ...(variant === null ? [] : [messages.variant(variant)]),
    ...Object.entries(params).map(([name, value]) => `${name}=${value}`),
  ];
  const text = [plainLine(demo), ...facts].join(` ${theme.glyphs.separator} `);
  return paragraph(text, { style: theme.strong });
}
