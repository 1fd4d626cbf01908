/** A page for one row: its outcomes, what is proved of them, races, and the story of the gravest one. */
import type { ExploreRow } from '../../events/explore-report.js';
import type { Grade, ParamValue } from '../../events/facts.js';
import { type Block, gap, paragraph } from '../blocks.js';
import { labelled } from '../labelled.js';
import { shownPlace } from '../places.js';
import { plainLine } from '../plain-text.js';
import { coverageText, raceText } from './claims.js';
import { exploreMessages as messages } from './explore-messages.js';
import type { ExploreHead } from './explore-renderer.js';
import { outcomeTables } from './outcome-table.js';
import { replayBlocks, storyBlocks } from './story-blocks.js';
import type { Surroundings } from './surroundings.js';

export function exploreRowBlocks(row: ExploreRow, around: Surroundings): Block[] {
  const { theme } = around;
  const title = paragraph(titleLine(row, around), { style: theme.strong });
  const claim = paragraph(coverageText(row), {
    indent: 2,
    style: row.proved ? theme.grade('expected') : theme.grade('cut'),
  });
  if (row.schedules === 0) return [title, claim, ...problems(row, around)];
  return [
    title,
    gap,
    ...outcomeTables(row, around),
    claim,
    ...problems(row, around),
    ...hangs(row),
    ...races(row, around),
    ...ways(row, around),
  ];
}

function titleLine({ demo, variant, params, preemptions }: ExploreRow, { theme, head }: Surroundings): string {
  const facts = [
    demo,
    ...(variant === null ? [] : [messages.variant(variant)]),
    ...Object.entries(params).map(([name, value]) => messages.param(name, value, inRun(name, value, head))),
    messages.title,
    ...(preemptions === null ? [] : [messages.bound(preemptions)]),
  ];
  return facts.map(plainLine).join(` ${theme.glyphs.separator} `);
}

/** The default in `run`, if exploring has a different one. */
function inRun(name: string, value: ParamValue, { ownDefaults }: ExploreHead): ParamValue | undefined {
  const own = ownDefaults[name];
  return own?.own === value ? own.run : undefined;
}

function problems({ problems }: ExploreRow, { theme }: Surroundings): Block[] {
  const { interesting } = theme.glyphs;
  const lead = { text: interesting, width: interesting.length, style: theme.grade('cut') };
  return problems.map(({ message, count }) =>
    paragraph(theme.prose(messages.timesOf(message, count)), { indent: 2, leads: [lead] }),
  );
}

/** Only what is proved: a hang that was found is an outcome. */
function hangs({ hangs: isPossible, proved }: ExploreRow): Block[] {
  return isPossible === false && proved ? [labelled(messages.labels.hangs, messages.noHang)] : [];
}

/** A row of its own, whatever the outcomes are. */
function races({ races, raceFree, proved }: ExploreRow, { terminal, theme }: Surroundings): Block[] {
  const { labels, noRace, noRaceSeen, moreRaces } = messages;
  // The memory of a machine is as simple as an interleaving only where nothing races.
  if (races.length === 0)
    return raceFree === false ? [] : [labelled(labels.race, raceFree && proved ? noRace : noRaceSeen)];
  const shown = races.slice(0, MOST_RACES).map((race) =>
    labelled(
      labels.race,
      raceText(race, (at) => shownPlace(at, terminal.folder)),
    ),
  );
  const hidden = races.length - shown.length;
  return hidden === 0 ? shown : [...shown, labelled('', theme.prose(moreRaces(hidden)))];
}

const MOST_RACES = 3;

/** The story of the gravest outcome; of expected ones there is nothing to be told, so they are only replayed. */
function ways({ outcomes }: ExploreRow, around: Surroundings): Block[] {
  const possible = outcomes.filter((outcome) => outcome.possible);
  const [gravest] = GRAVITY.flatMap((grade) =>
    possible
      .filter((outcome) => outcome.grade === grade)
      .toSorted((one, other) => (one.switches ?? MOST) - (other.switches ?? MOST)),
  );
  if (gravest?.story) return [gap, ...storyBlocks(gravest, gravest.story, around)];
  const shown = gravest ?? possible[0];
  return shown === undefined ? [] : [gap, ...replayBlocks(shown, around)];
}

/** In the place of an unknown number of switches. */
const MOST = Number.MAX_SAFE_INTEGER;
const GRAVITY: readonly Grade[] = ['forbidden', 'interesting'];
