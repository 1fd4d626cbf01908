/** What a thread waits for, and how it came to that: the facts behind a diagnosis. */

/** The thread that has to give back what another one waits for. */
export interface Holder {
  /** Its name; with its process, if threads of several processes wait. */
  readonly thread: string;
  readonly ident: number;
  /** Set if it has ended, and so will never give it back. */
  readonly ended?: true;
  /** `file:line:column` of the call that took it, and the line there; null if not known. */
  readonly takenAt: string | null;
  readonly source: string | null;
  /** Set if `takenAt` is where it took it another time: after many times, not each is noted. */
  readonly earlier?: true;
  /** Program seconds at which it took it; null if not known. */
  readonly since: number | null;
}

/** The object that a thread waits for, as it is now. */
export type ObjectState =
  | { readonly kind: 'Semaphore' | 'BoundedSemaphore'; readonly permits: number; readonly initial: number }
  | { readonly kind: 'Event'; readonly isSet: boolean }
  | { readonly kind: 'Condition'; readonly waiting: number }
  | { readonly kind: 'Barrier'; readonly parties: number; readonly arrived: readonly string[] }
  | {
      readonly kind: 'Queue' | 'LifoQueue' | 'PriorityQueue' | 'SimpleQueue';
      readonly items: number;
      /** 0 or less for no limit. */
      readonly maxsize: number;
      /** Items that were put and not reported as done. */
      readonly unfinished: number;
    };

/** What one thread has done to the object, all in all. */
export interface PastOperations {
  readonly thread: string;
  readonly ident: number;
  /** Set if the thread has ended. */
  readonly ended?: true;
  readonly op: 'acquired' | 'released' | 'put' | 'got' | 'done' | 'set' | 'cleared' | 'notified';
  /** How often; of permits, how many. */
  readonly times: number;
  /** Program seconds of the last time; null if that was not noted. */
  readonly last: number | null;
  /** `file:line:column` of the last time, and the line there; null if not known. */
  readonly at: string | null;
  readonly source: string | null;
  /** Of the last notification: the first thread that it woke; null if none waited, so that it had no effect. */
  readonly woke?: string | null;
}
