/**
 * What the first process does for all processes of its program: it keeps the objects they have in common, gives them their
 * numbers, advances the virtual clock, and notices when no thread can continue.
 */
import { toMicroseconds } from '../../../events/canonical.js';
import { threadLabel } from '../../../events/thread-label.js';
import { placeOfSite } from '../../source/place-of-site.js';
import type { RemoteLostUpdate } from '../../tracing/lost-update-of-run.js';
import type { Sleeper } from '../../tracing/sleeper.js';
import type { Command, DownMessage, Reply, UpMessage } from '../protocol.js';
import { ObjectServer } from '../server/object-server.js';
import { Quiescence } from './quiescence.js';

export interface CoordinatorListener {
  /** Sends a message down to a process, which may be the first process itself. */
  send(process: number, message: DownMessage): void;
  /** An event of another process, to be put in order with all others. */
  onEvent(event: Extract<UpMessage, { is: 'event' }>['event']): void;
  /** A process is gone. */
  onLeft(process: number): void;
  /** No thread of any process can continue. */
  onHang(): void;
}

/**
 * Ctrl-C is sent to all processes at once. Within so many milliseconds the first process has noticed it too, and has ended or
 * told the others to end. If it has not, the signal was not for all.
 */
const FOR_ALL_MS = 100;

/** How long all processes must have been quiet, without a message from any, before they are asked whether they still are. */
const HANG_MS = 25;

export class Coordinator {
  readonly #listener: CoordinatorListener;
  readonly #isVirtual: boolean;
  readonly #quiescence = new Quiescence();
  readonly #objects = new ObjectServer();
  #processes = 0;
  /** True while all processes have been asked again whether they are quiet, and none has sent anything else. */
  #isAskedAgain = false;
  #onSleepers: ((process: number, sleepers: readonly Sleeper[]) => void) | undefined;

  constructor(listener: CoordinatorListener, isVirtual: boolean) {
    this.#listener = listener;
    this.#isVirtual = isVirtual;
    this.#quiescence.enter(0);
  }

  get lostUpdate(): RemoteLostUpdate | null | undefined {
    return this.#objects.lostUpdate;
  }

  receive(from: number, message: UpMessage): void {
    // No thread waits for an event, so events are not counted.
    if (message.is !== 'event') this.#quiescence.countReceived(from);
    if (message.is !== 'quiet') this.#isAskedAgain = false;
    switch (message.is) {
      case 'event':
        this.#listener.onEvent(message.event);
        break;
      case 'request': {
        const { slot, serial, ident, who } = message.client;
        const answer = (answer: Reply, isRevocable: boolean) => {
          if (slot !== 0) this.#send(from, { is: 'reply', slot, serial, answer, isRevocable });
        };
        this.#objects.handle({ process: from, slot, serial, ident, who, answer }, message.request);
        break;
      }
      case 'cancel':
        this.#objects.cancel(from, message.slot);
        break;
      case 'forget':
        this.#objects.forget(from, message.slot);
        break;
      case 'arrived':
        this.#objects.arrived(from, message.slot, message.serial);
        break;
      case 'returned':
        this.#objects.returned(from, message.slot, message.serial);
        break;
      case 'register':
        this.#quiescence.enter(++this.#processes);
        this.#send(from, { is: 'registered', token: message.token, process: this.#processes });
        break;
      case 'ending':
        this.#quiescence.markEnding(message.process);
        this.#objects.markEnding(message.process);
        break;
      case 'goes-on':
        this.#quiescence.goOn(message.process);
        this.#objects.goOn(message.process);
        break;
      case 'interrupted':
        // The process is not quiet until it knows.
        this.#quiescence.markEnding(from);
        setTimeout(() => this.#send(from, { is: 'interrupt' }), FOR_ALL_MS);
        break;
      case 'exited':
        this.#quiescence.leave(message.process);
        this.#objects.forget(message.process);
        this.#listener.onLeft(message.process);
        break;
      case 'quiet':
        this.#quiescence.markQuiet(from, message.until, message.sent, message.received);
        this.#consider();
        break;
      case 'sleepers':
        this.#onSleepers?.(from, message.sleepers);
        break;
    }
  }

  /** A reply to the host: undefined where a thread would have to wait. */
  replyAtOnce(request: Command): Reply | undefined {
    return this.#objects.replyAtOnce(request);
  }

  /** The sleepers of all processes that reply in time (milliseconds). */
  async requestSleepers(patience: number): Promise<Sleeper[]> {
    const replies = new Map<number, readonly Sleeper[]>();
    const asked = this.#quiescence.processes;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, patience);
      this.#onSleepers = (process, sleepers) => {
        replies.set(process, sleepers);
        if (replies.size < asked.length) return;
        clearTimeout(timer);
        resolve();
      };
      for (const process of asked) this.#send(process, { is: 'report-sleepers' });
    });
    this.#onSleepers = undefined;
    return asked.flatMap((process) => replies.get(process) ?? []).map((sleeper) => this.#completed(sleeper));
  }

  /** Only the server knows the holder of an object that several processes have in common. */
  #completed(sleeper: Sleeper): Sleeper {
    const awaited = this.#objects.awaitedBy(sleeper.ident);
    if (!awaited) return sleeper;
    const object = sleeper.object ?? awaited.repr();
    const held = awaited.holder();
    if (!held) return { ...sleeper, object };
    const { who, ident, process } = held.asker;
    const isThere = this.#quiescence.processes.includes(process);
    return {
      ...sleeper,
      object,
      heldBy: isThere ? who : `${threadLabel(who)}, whose process has ended`,
      holder: {
        ...{ who, ident, ...(!isThere && { ended: true as const }) },
        takenAt: held.site ? placeOfSite(held.site) : null,
        since: toMicroseconds(held.since),
      },
      waitsFor: isThere ? ident : 0,
    };
  }

  #send(process: number, message: DownMessage): void {
    this.#quiescence.countSent(process);
    this.#listener.send(process, message);
  }

  #consider(): void {
    const until = this.#quiescence.quietUntil();
    if (until === undefined) return;
    if (until === Infinity) {
      if (this.#isAskedAgain) this.#listener.onHang();
      else this.#considerHang();
    } else if (this.#isVirtual) {
      for (const process of this.#quiescence.processes) this.#send(process, { is: 'time', now: until });
    }
  }

  /** A killed child with much memory exits late and looks quiet until then; but it cannot answer when asked again. */
  #considerHang(): void {
    const { version } = this.#quiescence;
    setTimeout(() => {
      if (this.#quiescence.version !== version) return;
      this.#isAskedAgain = true;
      for (const process of this.#quiescence.processes) this.#send(process, { is: 'report-again' });
    }, HANG_MS);
  }
}
