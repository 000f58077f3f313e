import type * as Koffi from 'koffi';
import {
  apiMembers,
  apiVersion,
  type ApiMember,
  type ApiName,
  type ParameterType,
  type ReleaseName,
  type StatusName,
} from './api-members.ts';
import { forbidCoreDumps } from './forbid-core-dumps.ts';

/** Address of a native object. */
export type Pointer = bigint;

export type Argument = Pointer | number | string | ArrayBufferView | readonly string[] | null;

type Foreign = typeof Koffi;
type KoffiFunction = ReturnType<Koffi.LibraryHandle['func']>;

/** ONNX Runtime's own words for what went wrong. */
export class OrtError extends Error {}

/**
 * ONNX Runtime's C API in a library of this machine. It holds the library open for as long as it lives: without a
 * reference the library would be unloaded and the next call would end the process.
 */
export class OrtApi {
  /** Version of ONNX Runtime, such as 1.30.0. */
  readonly version: string;
  readonly koffi: Foreign;
  /** Never read, only held. */
  readonly library: Koffi.LibraryHandle;
  readonly #table: Pointer;
  readonly #functions = new Map<ApiName, KoffiFunction>();

  /** Throws when the library can't be loaded, is none of ONNX Runtime, or is older than the API that is needed. */
  constructor(koffi: Foreign, path: string) {
    this.koffi = koffi;
    this.library = koffi.load(path);
    const base = (this.library.func('OrtGetApiBase', 'void *', []) as () => Pointer)();
    // struct OrtApiBase { GetApi; GetVersionString; }
    const getApi = this.#decode(base, 0, koffi.proto('void *', ['uint32']));
    const getVersion = this.#decode(base, 1, koffi.proto('str', []));
    this.version = getVersion() as string;
    const table = getApi(apiVersion) as Pointer | null;
    if (table === null) {
      throw new OrtError(`${path} is ONNX Runtime ${this.version}; 1.${apiVersion} or newer is needed.`);
    }
    this.#table = table;
  }

  /** Calls a member that answers with a status. Throws an `OrtError` with the library's own message. */
  call(name: StatusName, ...args: readonly Argument[]): void {
    this.check(this.function(name)(...args) as Pointer | null);
  }

  /** Calls a member that makes something: its last parameter is where the address is written to. */
  create(name: StatusName, ...args: readonly Argument[]): Pointer {
    const out = new BigUint64Array(1);
    this.call(name, ...args, out);
    return out[0] ?? 0n;
  }

  release(name: ReleaseName, pointer: Pointer): void {
    this.function(name)(pointer);
  }

  check(status: Pointer | null): void {
    if (status === null) return;
    const message = this.function('GetErrorMessage')(status) as string;
    this.release('ReleaseStatus', status);
    throw new OrtError(message.trim());
  }

  /** The bare function, for those who call it very often. */
  function(name: ApiName): KoffiFunction {
    const known = this.#functions.get(name);
    if (known !== undefined) return known;
    const member: ApiMember = apiMembers[name];
    const result = { status: 'void *', text: 'str', void: 'void' }[member.result];
    const proto = this.koffi.proto(result, member.parameters.map(nativeType));
    const made = this.#decode(this.#table, member.slot, proto);
    this.#functions.set(name, made);
    return made;
  }

  #decode(table: Pointer, slot: number, proto: Koffi.TypeObject): KoffiFunction {
    const pointerBytes = 8;
    const address = this.koffi.decode(table, slot * pointerBytes, 'void *') as Pointer;
    return this.koffi.decode(address, proto) as KoffiFunction;
  }
}

/** Native code runs on stacks of koffi's: as large as it allows, since large graphs are walked recursively. */
const stackBytes = 16 * 1024 * 1024;

/** Opens the library through koffi. Throws when either can't be loaded. */
export async function openOrtApi(path: string): Promise<OrtApi> {
  const imported = (await import('koffi')) as Foreign & { default?: Foreign };
  const koffi = imported.default ?? imported;
  // Koffi takes settings only before the first library of the process.
  if (koffi.config().sync_stack_size !== stackBytes) {
    koffi.config({ sync_stack_size: stackBytes, async_stack_size: stackBytes / 2 });
  }
  forbidCoreDumps(koffi);
  return new OrtApi(koffi, path);
}

function nativeType(parameter: ParameterType): string {
  switch (parameter) {
    case 'pointer':
      return 'void *';
    case 'text':
      return 'str';
    case 'texts':
      return 'str *';
    case 'path':
      // ORTCHAR_T of the header: UTF-16 on Windows, bytes elsewhere.
      return process.platform === 'win32' ? 'str16' : 'str';
    case 'int':
      return 'int';
    case 'size':
      return 'size_t';
    case 'int64':
      return 'int64';
  }
}
