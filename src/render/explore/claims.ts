/** What a row may claim, in words. A claim is always of one size: the row's parameters and seed. */
import type { DataRace, ExploredOutcome, ExploreRow } from '../../events/explore-report.js';
import { plainLine } from '../plain-text.js';
import { exploreMessages as messages } from './explore-messages.js';

/** The parameters, and the seed unless it is the default: `count=2`. */
export function sizeOf({ params, seed }: Pick<ExploreRow, 'params' | 'seed'>): string {
  const values = Object.entries(params).map(([name, value]) => plainLine(`${name}=${value}`));
  return messages.size(values, seed);
}

/** What was covered, and what follows from it: one or two sentences. */
export function coverageText(row: ExploreRow): string {
  const { coverage, proved, preemptions, schedules, classes, interleavings, estimate, problems } = row;
  const size = sizeOf(row);
  if (schedules === 0) return messages.noSchedule;
  if (coverage === 'partial') return messages.partial(schedules, classes, size);
  if (coverage === 'sampled') return messages.sampled(schedules, estimate, size);
  if (coverage === 'bounded') {
    const say = problems.length === 0 ? messages.bounded : messages.boundedInPart;
    return say(preemptions ?? 0, schedules, size);
  }
  if (!proved || classes === null) return messages.notProved(schedules, size);
  return interleavings === null
    ? messages.provedInClasses(classes, size)
    : messages.proved(interleavings, classes, size);
}

/** The same in one word, for tables. */
export function coverageWord({ coverage, proved, preemptions }: ExploreRow): string {
  if (proved) return messages.isProved;
  return coverage === 'bounded' && preemptions !== null ? messages.bound(preemptions) : messages.coverages[coverage];
}

/** How it is with an outcome that did not come out. */
export function absence(row: ExploreRow): string {
  if (row.proved) return messages.impossible(sizeOf(row));
  return messages.notSeenIn(row.coverage, row.preemptions, row.problems.length === 0);
}

/** Why a row that is not proved is not. */
export function whyNotProved({ coverage, preemptions, problems }: ExploreRow): string {
  const { why } = messages;
  const isEnded = coverage === 'partial' && problems.length > 0;
  const covered = coverage === 'bounded' ? why.bounded(preemptions ?? 0) : why[isEnded ? 'ended' : coverage];
  return [covered, ...problems.map(({ message }) => message.replace(/\.$/, ''))].join('; ');
}

/** Its share of the interleavings, where these were counted. */
export function shareOf(outcome: ExploredOutcome, { interleavings }: ExploreRow): string | null {
  if (outcome.interleavings === null || interleavings === null || interleavings === '0') return null;
  return messages.partOf(shortened(outcome.interleavings), shortened(interleavings));
}

/** The switches and timeouts of its schedule: `1 switch`. */
export function wayOf({ switches, isFewest, delays }: ExploredOutcome): string {
  if (switches === null) return messages.unknownWay;
  const parts = [messages.switches(switches, isFewest)];
  if (delays !== null && delays > 0) parts.push(messages.timeouts(delays));
  return parts.join(', ');
}

/** Only an approximation of a number too long for a table. */
function shortened(digits: string): string {
  if (digits.length <= LONGEST) return digits;
  const rounded = digits.slice(0, 3);
  return `~${rounded[0]}.${rounded.slice(1)}e${digits.length - 1}`;
}

const LONGEST = 12;

/** The store comes first: it is what makes a race of the two. */
export function raceText({ object, first, second }: DataRace, shownPlace: (at: string) => string): string {
  const [one, other] = first.op !== 'store' && second.op === 'store' ? [second, first] : [first, second];
  const access = ({ op, at }: DataRace['first']) => ({ op, place: at === null ? null : shownPlace(at) });
  return messages.race(plainLine(object), access(one), access(other));
}

export function outcomeName({ name }: Pick<ExploredOutcome, 'name'>): string {
  return name === null ? messages.undeclared : plainLine(name);
}
