/** The format for people: the log as it happens, then a summary. */

import type { Diagnosis } from '../events/facts.js';
import type { RunStartEvent } from '../events/run-event.js';
import { type Block, gap, paragraph, table } from './blocks.js';
import { Lives } from './lives.js';
import { LogLines, type LogView } from './log-lines.js';
import { messages } from './messages.js';
import { outcomeName, verdict } from './outcome.js';
import { plainLine } from './plain-text.js';
import type { DemoFacts, OwnTable, Renderer, Terminal, Write } from './renderer.js';
import { summary } from './summary.js';
import type { Theme } from './theme.js';
import { Typesetter } from './typesetter.js';

export interface PrettyOptions {
  /** How the log is laid out. */
  createView?(): LogView;
  /** List all threads and processes under the log. */
  readonly threads?: boolean;
}

export function prettyRenderer(
  terminal: Terminal,
  theme: Theme,
  write: Write,
  { createView = () => new LogLines(terminal, theme), threads = false }: PrettyOptions = {},
): Renderer {
  const page = new Typesetter({ terminal, ellipsis: theme.glyphs.ellipsis, write });
  let demo: DemoFacts = {};
  let start: RunStartEvent | undefined;
  let diagnosis: Diagnosis | undefined;
  let tables: readonly OwnTable[] | undefined;
  let view = createView();
  let lives = new Lives();

  return {
    begin(facts) {
      if (start !== undefined) page.put(gap);
      demo = facts;
      tables = undefined;
      diagnosis = undefined;
      view = createView();
      lives = new Lives();
    },

    tables(own) {
      tables = own;
    },

    event(event) {
      lives.note(event);
      if (event.type === 'run.start') {
        start = event;
        page.put(...title(event, theme), gap);
        // This thread is idle while the program's threads work.
        void page.prepareTables();
        return true;
      }
      if (event.type === 'diagnosis') {
        diagnosis = event.diagnosis;
        return false;
      }
      if (event.type === 'run.end') {
        page.put(...view.rest());
        if (start !== undefined) {
          page.put(...summary({ demo, tables, start, end: event, diagnosis, lives }, { threads, terminal }, theme));
        }
        return true;
      }
      const blocks = view.of(event);
      page.put(...blocks);
      return blocks.length > 0;
    },

    settle: () => page.done(),

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

/** What runs, and how. */
function title({ demo, variant, params, start, speed, seed }: RunStartEvent, theme: Theme): Block[] {
  const facts = [
    ...(variant === null ? [] : [messages.variant(variant)]),
    ...Object.entries(params).map(([name, value]) => `${name}=${value}`),
  ];
  const text = [plainLine(demo), ...facts].join(` ${theme.glyphs.separator} `);
  const { conditions } = messages;
  const setting = [conditions.speed(speed), conditions.start(start), conditions.seed(seed)];
  return [
    paragraph(text, { style: theme.strong }),
    paragraph(setting.join(` ${theme.glyphs.separator} `), { style: theme.faint }),
  ];
}
