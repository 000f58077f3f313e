import type { Diagnostic } from '../../language/diagnostics/diagnostic.ts';
import type { MeasuredFact, ModelSignature } from '../../language/project/facts.ts';
import type { Deployment } from '../../language/model/release.ts';
import type { Kind } from '../../language/model/system.ts';
import type { SystemName } from '../../language/types/type-table.ts';
import type { SystemView } from './view.ts';
import type { Cause, Text } from './text.ts';

/**
 * A target: everything that is generated for one system of the outside world.
 * It is pure: it reads a view of the resolved model and returns files and diagnostics.
 */
export interface Target {
  readonly manifest: Manifest;
  transform(view: SystemView, context: TargetContext): TargetResult;
}

/** The target as data: documentation, checks and the editor's lists are made from it. */
export interface Manifest {
  /** Word in `emit [ … ]` and in `--target`. */
  readonly id: string;
  readonly title: string;
  /** One sentence: what is generated and for whom. */
  readonly summary: string;
  readonly stability: 'stable' | 'experimental';
  /** The real tool, the versions that accepted the output, and when and how that was verified. */
  readonly tool: { readonly name: string; readonly versions: readonly string[]; readonly verified: string };
  /** Folder below the output root; forward slashes. */
  readonly folder: string;
  readonly consumes: Consumption;
  /** Systems through which the values of an element's columns, features or tensors go: losses are told. */
  readonly types?: Readonly<Partial<Record<Kind, readonly SystemName[]>>>;
  /** Diagnostics that the transform may report, by code: severity and what they mean. */
  readonly diagnostics: Readonly<
    Record<string, { readonly severity: Diagnostic['severity']; readonly summary: string }>
  >;
}

/**
 * What becomes of each element kind. A kind that is not named here is of no concern to the target;
 * `ignored` means that the author may have expected something, so they are told why not.
 */
export type Consumption = Readonly<Partial<Record<Kind, KindConsumption>>>;
export type KindConsumption =
  | { readonly carries: 'full' }
  | {
      readonly carries: 'partial';
      /** Properties of the resolved element that the transform reads. Reading another one is a bug. */
      readonly properties: readonly string[];
      /** Properties that are lost, with the reason that is told to the author when they set one. */
      readonly ignored: Readonly<Record<string, string>>;
    }
  | { readonly carries: 'ignored'; readonly reason: string };

export interface TargetContext {
  readonly deployment: Deployment;
  /** Files of the project that the output needs beside it, such as the ONNX model. */
  readonly files: FileFacts;
  readonly signal?: Cancellation;
}

/** The part of an AbortSignal that pure code needs; an AbortSignal is one. */
export interface Cancellation {
  readonly aborted: boolean;
  throwIfAborted(): void;
}

/** What a target may know about the project's files; answered from facts collected before, so it is synchronous. */
export interface FileFacts {
  exists(path: string): boolean;
  /** Signature of an ONNX file, if it could be read. */
  signature(path: string): ModelSignature | undefined;
  /** What benchmarks found of an ONNX file; undefined when it was never measured. */
  measured(path: string): MeasuredFact | undefined;
}

export interface TargetResult {
  readonly files: readonly OutputFile[];
  readonly diagnostics: readonly Diagnostic[];
}

/** One generated file; `path` is relative to the target's folder, with forward slashes. */
export type OutputFile =
  | { readonly path: string; readonly text: Text }
  /** A file of the project that is placed beside the generated ones, unchanged. */
  | { readonly path: string; readonly copyOf: string; readonly cause: Cause };

export type { ModelSignature, SignaturePort } from '../../language/project/facts.ts';
