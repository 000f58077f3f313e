import type { DataType } from '../types/data-type.ts';
import type { MeasuredFact } from './measured-fact.ts';

export type { MeasuredFact, MeasuredPoint, Measurement } from './measured-fact.ts';

/** Names, types and shapes of a model file's inputs and outputs. */
export interface ModelSignature {
  readonly inputs: readonly SignaturePort[];
  readonly outputs: readonly SignaturePort[];
  /** Number of weights, when the reader counted them. */
  readonly parameters?: number;
  /** Bytes of all weights by element type, those in files beside it included. */
  readonly weightBytes?: Readonly<Record<string, number>>;
}
export interface SignaturePort {
  readonly name: string;
  /** Tenon's name of the element type, such as `float32`. */
  readonly dtype: string;
  /** Fixed sizes, symbols, or null for an unnamed unknown size; undefined when even the rank is unknown. */
  readonly shape: readonly (number | string | null)[] | undefined;
}

/** Why a file could not be read as what it should be. */
export interface FactProblem {
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
}

export type SignatureFact = { readonly signature: ModelSignature } | { readonly problem: FactProblem };

/** Formats of rows whose columns Tenon reads by itself. */
export type TableFormat = 'parquet' | 'csv' | 'jsonl';

/** What a data file, or a folder of them, says about its rows. */
export interface TableSchema {
  readonly format: TableFormat;
  readonly columns: readonly TableColumn[];
  /** Rows of the file; undefined where nobody counted, such as in texts and folders. */
  readonly rows?: number;
  /** Rows from which types were guessed; undefined where the file itself declares them. */
  readonly sampled?: number;
  /** Row groups and compression of a Parquet file. */
  readonly rowGroups?: number;
  readonly compression?: string;
  /** Folders only: what the first file says is told above, what others say differently here. */
  readonly folder?: {
    /** Data files that were found, and how many of them were compared. */
    readonly files: number;
    readonly compared: number;
    readonly first: string;
    readonly odd: readonly { readonly path: string; readonly message: string }[];
  };
  /** What else is worth knowing: bytes that are no UTF-8, rows that are cut. */
  readonly remarks?: readonly TableRemark[];
}

export interface TableRemark {
  readonly kind: 'encoding' | 'ragged-rows' | 'repeated-column';
  readonly message: string;
  readonly hint: string;
}

export interface TableColumn {
  readonly name: string;
  /** Nullable when there are nulls, or when there may be some and nobody counted. */
  readonly type: DataType;
  /** Nulls among the rows, where they are counted. */
  readonly nulls?: number;
  /** Taken from the names of folders such as `day=2024-01-01`. */
  readonly partition?: true;
  /** Texts only: for each kind of value the first text that is none. A missing kind means that all texts fit. */
  readonly misfits?: Readonly<Partial<Record<TextKind, TextMisfit>>>;
  /** Texts only: smallest and largest number, when all are numbers. */
  readonly range?: readonly [number, number];
}

/** Kinds of values that a text may be read as. */
export type TextKind = 'integer' | 'number' | 'bool' | 'date' | 'timestamp';
export interface TextMisfit {
  readonly text: string;
  /** Line of the file, counted from 1. */
  readonly line: number;
}

export type TableFact = TableSchema | { readonly problem: FactProblem };

/**
 * What is known of the project's other files. Facts are gathered before checking, by whoever may
 * read files, so that checks stay pure and synchronous. Paths are relative to the project folder.
 */
export interface ProjectFacts {
  /** Undefined when nobody looked. */
  exists(path: string): boolean | undefined;
  /** Header of a model file; undefined when nobody looked. */
  signature(path: string): SignatureFact | undefined;
  /** Columns of a data file or of a folder of them; undefined when nobody looked, or when it holds no rows. */
  schema(path: string): TableFact | undefined;
  /** What benchmarks say of a model file; undefined when nobody looked, or when it was never measured. */
  measured(path: string): MeasuredFact | undefined;
}

export const NO_FACTS: ProjectFacts = {
  exists: () => undefined,
  signature: () => undefined,
  schema: () => undefined,
  measured: () => undefined,
};
