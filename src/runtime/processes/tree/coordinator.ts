/**
 * What the first process does for all processes of its program: it keeps what they have in common, gives them their numbers,
 * lets the virtual clock go on, and notices when nobody can.
 */
import { whoIs } from '../../../events/who.js';
import type { Sleeper } from '../../tracing/holders.js';
import type { RemoteLostUpdate } from '../../tracing/lost-update-of-run.js';
import type { Answer, CommonRequest, DownMessage, UpMessage } from '../protocol.js';
import { Broker } from '../server/object-server.js';
import { Ledger } from './quiescence.js';

export interface HeadListener {
  /** Sends a message down to a process, which may be the first one itself. */
  send(process: number, message: DownMessage): void;
  /** An event of another process, to be given its place among all. */
  relay(event: Extract<UpMessage, { is: 'event' }>['event']): void;
  /** A process is no more. */
  onLeft(process: number): void;
  /** Nobody can go on, in no process. */
  onHang(): void;
}

/**
 * Ctrl-C is sent to all processes at once. In so many milliseconds the first one has taken notice as well, and has ended, or told
 * the others to: what it says after that was not so.
 */
const FOR_ALL_MS = 100;

/** How long all must have been quiet, without a word from anybody, before they are asked whether they still are. */
const HANG_MS = 25;

export class Head {
  readonly #listener: HeadListener;
  readonly #isVirtual: boolean;
  readonly #ledger = new Ledger();
  readonly #broker = new Broker();
  #processes = 0;
  /** True while all are asked again whether they are quiet, and have said nothing else. */
  #isAskedAgain = false;
  #onSleepers: ((process: number, sleepers: readonly Sleeper[]) => void) | undefined;

  constructor(listener: HeadListener, isVirtual: boolean) {
    this.#listener = listener;
    this.#isVirtual = isVirtual;
    this.#ledger.enter(0);
  }

  get lostUpdate(): RemoteLostUpdate | null | undefined {
    return this.#broker.lostUpdate;
  }

  receive(from: number, message: UpMessage): void {
    // Nobody waits for an event, and so it is not counted.
    if (message.is !== 'event') this.#ledger.countReceived(from);
    if (message.is !== 'quiet') this.#isAskedAgain = false;
    switch (message.is) {
      case 'event':
        this.#listener.relay(message.event);
        break;
      case 'request': {
        const { slot, serial, ident, who } = message.client;
        const answer = (answer: Answer, isRevocable: boolean) => {
          if (slot !== 0) this.#send(from, { is: 'answer', slot, serial, answer, isRevocable });
        };
        this.#broker.handle({ process: from, slot, serial, ident, who, answer }, message.request);
        break;
      }
      case 'cancel':
        this.#broker.cancel(from, message.slot);
        break;
      case 'forget':
        this.#broker.forget(from, message.slot);
        break;
      case 'arrived':
        this.#broker.arrived(from, message.slot, message.serial);
        break;
      case 'returned':
        this.#broker.returned(from, message.slot, message.serial);
        break;
      case 'enrol':
        this.#ledger.enter(++this.#processes);
        this.#send(from, { is: 'enrolled', token: message.token, process: this.#processes });
        break;
      case 'ending':
        this.#ledger.markEnding(message.process);
        this.#broker.markEnding(message.process);
        break;
      case 'goes-on':
        this.#ledger.goOn(message.process);
        this.#broker.goOn(message.process);
        break;
      case 'interrupted':
        // It is not quiet as long as it does not know.
        this.#ledger.markEnding(from);
        setTimeout(() => this.#send(from, { is: 'interrupt' }), FOR_ALL_MS);
        break;
      case 'left':
        this.#ledger.leave(message.process);
        this.#broker.forget(message.process);
        this.#listener.onLeft(message.process);
        break;
      case 'quiet':
        this.#ledger.markQuiet(from, message.until, message.sent, message.received);
        this.#consider();
        break;
      case 'sleepers':
        this.#onSleepers?.(from, message.sleepers);
        break;
    }
  }

  /** For the host, in place of a thread: undefined where that would have to wait. */
  answerAtOnce(request: CommonRequest): Answer | undefined {
    return this.#broker.answerAtOnce(request);
  }

  /** Who sleeps in all processes, as far as they answer in time (milliseconds). */
  async askSleepers(patience: number): Promise<Sleeper[]> {
    const told = new Map<number, readonly Sleeper[]>();
    const asked = this.#ledger.processes;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, patience);
      this.#onSleepers = (process, sleepers) => {
        told.set(process, sleepers);
        if (told.size < asked.length) return;
        clearTimeout(timer);
        resolve();
      };
      for (const process of asked) this.#send(process, { is: 'tell-sleepers' });
    });
    this.#onSleepers = undefined;
    return asked.flatMap((process) => told.get(process) ?? []).map((sleeper) => this.#completed(sleeper));
  }

  /** Only the broker knows who holds what several processes have in common. */
  #completed(sleeper: Sleeper): Sleeper {
    const awaited = this.#broker.awaitedBy(sleeper.ident);
    if (!awaited) return sleeper;
    const object = sleeper.object ?? awaited.repr();
    const holder = awaited.holder();
    if (!holder) return { ...sleeper, object };
    const isThere = this.#ledger.processes.includes(holder.process);
    const heldBy = isThere ? holder.who : `${whoIs(holder.who)}, whose process has ended`;
    return { ...sleeper, object, heldBy, holder: isThere ? holder.ident : 0 };
  }

  #send(process: number, message: DownMessage): void {
    this.#ledger.countSent(process);
    this.#listener.send(process, message);
  }

  #consider(): void {
    const until = this.#ledger.quietUntil();
    if (until === undefined) return;
    if (until === Infinity) {
      if (this.#isAskedAgain) this.#listener.onHang();
      else this.#considerHang();
    } else if (this.#isVirtual) {
      for (const process of this.#ledger.processes) this.#send(process, { is: 'time', now: until });
    }
  }

  /** A child that was killed has been quiet, and with much memory takes long to end. But it can say nothing any more. */
  #considerHang(): void {
    const { version } = this.#ledger;
    setTimeout(() => {
      if (this.#ledger.version !== version) return;
      this.#isAskedAgain = true;
      for (const process of this.#ledger.processes) this.#send(process, { is: 'say-again' });
    }, HANG_MS);
  }
}
