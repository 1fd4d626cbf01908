/** Encodes values as bytes: plain data as JSON, other data in v8's serialisation format, shared objects as handles. */
import { Buffer } from 'node:buffer';
import { Deserializer, Serializer } from 'node:v8';
import { isPlain } from './plain-data.js';
import { describeForProcess, fromHandle, type HandleAddress, handleOf, importRemote } from './shared-object.js';

/** Encodes a value for another thread. Throws a TypeError that names what cannot be passed. */
export function encode(value: unknown, what = 'the value'): Uint8Array {
  return encodeWith(HandleWriter, value, (why) => {
    return `${what} cannot be passed to another thread: ${why} Threads get copies of plain data, and the shared objects themselves; functions and symbols stay where they are`;
  });
}

/** Encodes a value for another process. Throws a TypeError that names what cannot be passed. */
export function encodeForProcess(value: unknown, what: string): Uint8Array {
  return encodeWith(ProcessWriter, value, (why) => {
    return `${what} cannot be passed to another process: ${why} Processes get copies of plain data, and the shared objects of pyconc/multiprocessing; functions and symbols stay where they are`;
  });
}

function encodeWith(Writer: new () => HandleWriter, value: unknown, refusal: (why: string) => string): Uint8Array {
  // v8's readers and writers have memory of their own, which a worker that seldom collects garbage keeps for long.
  if (isPlain(value)) return Buffer.from(JSON.stringify(value), 'utf8');
  const writer = new Writer();
  writer.writeHeader();
  try {
    writer.writeValue(withMarkers(value));
  } catch (error) {
    throw new TypeError(refusal((error as Error).message.replace(/\.?$/, '.')));
  }
  return writer.releaseBuffer();
}

/** Returns the value that was encoded; its shared objects become this thread's. */
export function decode(content: Uint8Array): unknown {
  const buffer = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  if (buffer[0] !== V8_HEADER) return JSON.parse(buffer.toString('utf8'));
  const reader = new HandleReader(buffer);
  reader.readHeader();
  return reader.readValue();
}

/** The first byte of v8's format. It does not occur in UTF-8. */
const V8_HEADER = 0xff;

/** Stands for a shared object while a value is written: v8 hands views of buffers to `_writeHostObject`. */
class Marker extends Uint8Array {
  object: object = this;
}

const PLAIN_VIEW = 0;
const HANDLE = 1;
const COMMON = 2;

class HandleWriter extends Serializer {
  /** @internal called by v8 */
  _writeHostObject(view: ArrayBufferView): void {
    if (view instanceof Marker) {
      this.writeShared(view.object);
      return;
    }
    this.writeUint32(PLAIN_VIEW);
    const type = viewTypes.findIndex((type) => view instanceof type);
    if (type === -1) throw new TypeError(`a ${view.constructor.name} could not be cloned`);
    this.writeUint32(type);
    this.writeUint32(view.byteLength);
    this.writeRawBytes(new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
  }

  constructor() {
    super();
    (
      this as unknown as { _setTreatArrayBufferViewsAsHostObjects(on: boolean): void }
    )._setTreatArrayBufferViewsAsHostObjects(true);
  }

  protected writeShared(object: object): void {
    this.writeUint32(HANDLE);
    for (const number of handleOf(object) ?? []) this.writeUint32(number);
  }
}

/** Another process has its own arena, where addresses of this one mean nothing: shared objects are written as texts. */
class ProcessWriter extends HandleWriter {
  protected override writeShared(object: object): void {
    const { kind, text } = describeForProcess(object);
    const content = Buffer.from(text);
    for (const number of [COMMON, kind, content.byteLength]) this.writeUint32(number);
    this.writeRawBytes(content);
  }
}

class HandleReader extends Deserializer {
  /** @internal called by v8 */
  _readHostObject(): object {
    const what = this.readUint32();
    if (what === HANDLE) return fromHandle(this.readUint32(), this.readUint32() as HandleAddress, this.readUint32());
    if (what === COMMON) {
      const kind = this.readUint32();
      return importRemote(kind, Buffer.from(this.readRawBytes(this.readUint32())).toString());
    }
    const type = viewTypes[this.readUint32()] as Int8ArrayConstructor;
    const length = this.readUint32();
    // A copy: aligned, and a part does not keep the whole message alive.
    const content = Uint8Array.from(this.readRawBytes(length));
    if ((type as unknown) === Buffer) return Buffer.from(content.buffer);
    return new type(content.buffer, 0, length / (type.BYTES_PER_ELEMENT ?? 1));
  }
}

const viewTypes = [
  Buffer,
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
  DataView,
];

/** Returns the value itself if it contains no shared object, else a copy with markers in place of shared objects. */
function withMarkers(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !holdsShared(value, new Set())) return value;
  return mark(value, new Map());
}

function holdsShared(value: unknown, seen: Set<object>): boolean {
  if (typeof value !== 'object' || value === null || seen.has(value)) return false;
  if (handleOf(value)) return true;
  seen.add(value);
  return parts(value).some((part) => holdsShared(part, seen));
}

function parts(value: object): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (value instanceof Map) return [...value].flat();
  if (value instanceof Set) return [...value];
  if (ArrayBuffer.isView(value)) return [];
  return Object.values(value);
}

function mark(value: unknown, done: Map<object, object>): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const known = done.get(value);
  if (known) return known;
  if (handleOf(value)) return remember(value, Object.assign(new Marker(), { object: value }), done);
  if (Array.isArray(value)) {
    const copy: unknown[] = remember(value, [], done);
    for (const part of value) copy.push(mark(part, done));
    return copy;
  }
  if (value instanceof Map) {
    const copy: Map<unknown, unknown> = remember(value, new Map(), done);
    for (const [key, part] of value) copy.set(mark(key, done), mark(part, done));
    return copy;
  }
  if (value instanceof Set) {
    const copy: Set<unknown> = remember(value, new Set(), done);
    for (const part of value) copy.add(mark(part, done));
    return copy;
  }
  if (!holdsShared(value, new Set())) return value;
  const copy: Record<string, unknown> = remember(value, {}, done);
  for (const [key, part] of Object.entries(value)) copy[key] = mark(part, done);
  return copy;
}

function remember<T extends object>(value: object, copy: T, done: Map<object, object>): T {
  done.set(value, copy);
  return copy;
}
