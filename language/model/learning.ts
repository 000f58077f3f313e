import type { DataType } from '../types/data-type.ts';
import type { Quantity } from '../types/quantity.ts';
import type { Element, Ref } from './element.ts';
import type { Expression } from './expression.ts';
import type { Origin, Sourced } from './origin.ts';
import type { Recovery } from './recovery.ts';
import type { Objective } from './service.ts';

/** An input or output of a model or service. */
export interface Port extends Element<'input' | 'output'> {
  readonly type: DataType;
  /** Where the name and the type are written. */
  readonly nameOrigin?: Origin;
  readonly typeOrigin?: Origin;
  /** The features that fill it, one for each position of the last axis, in order. */
  readonly features: readonly Ref<'feature'>[];
  /** What fills or produces it when these are not features: a step, an input. */
  readonly from?: Ref;
  /** Which output of `from`, when it has several (`scores.tokens`). */
  readonly part?: string;
}

/** A trained function with typed tensors. */
export interface Model extends Element<'model'> {
  /** File format (`onnx`, `torch`, `huggingface`) and path relative to the project folder. */
  readonly artifact?: { readonly format: string; readonly path: Sourced<string> };
  readonly inputs: readonly Port[];
  readonly outputs: readonly Port[];
  /** What it promises by itself, whoever serves it. */
  readonly objectives?: readonly Objective[];
  readonly benchmark?: BenchmarkWish;
}

/** How a model is measured when nobody says otherwise; what is absent is the command's to choose. */
export interface BenchmarkWish {
  readonly batches?: readonly number[];
  /** Execution providers by ONNX Runtime's names. */
  readonly providers?: readonly string[];
  readonly scenario?: string;
  readonly concurrency?: readonly number[];
  /** Items a second. */
  readonly rate?: number;
  readonly threads?: number;
  readonly budget?: 'quick' | 'standard' | 'full';
  readonly seed?: number;
  /** Sizes of open dimensions, by symbol. */
  readonly sizes: Readonly<Record<string, number>>;
  readonly origin: Origin;
}

/** A named setting of an optimizer, strategy and the like. Numbers, words, text, quantities or lists of them. */
export interface Setting {
  readonly name: string;
  readonly value: SettingValue;
  readonly origin: Origin;
}
export type SettingValue = number | string | boolean | Quantity | readonly SettingValue[];

/** A block that is chosen by name, such as `optimizer adamw { … }`. */
export interface Choice {
  readonly name: string;
  readonly settings: readonly Setting[];
  readonly origin: Origin;
}

/** How a model is trained. */
export interface Training extends Element<'training'> {
  readonly of?: Ref;
  /** Sources, datasets or views that the examples come from. */
  readonly on: readonly Ref[];
  readonly framework?: Sourced<string>;
  /** Path of the user's training program, relative to the project folder (docs/training-contract.md). */
  readonly entrypoint?: Sourced<string>;
  /** Boolean or numeric expression over the columns of the examples. */
  readonly label?: Expression;
  readonly seed: Sourced<number>;
  readonly timeout?: Sourced<Quantity>;
  readonly runsOn?: {
    readonly pool: Ref;
    readonly nodes: Sourced<number>;
    readonly gpusPerNode: Sourced<number>;
    readonly origin: Origin;
  };
  readonly strategies: readonly Choice[];
  /** Axis → size, in the order written; the product is the world size. */
  readonly mesh: readonly Setting[];
  readonly optimizer?: Choice;
  readonly loss?: Choice;
  readonly metrics: readonly string[];
  readonly hyperParameters: readonly Setting[];
  readonly checkpoint?: {
    readonly every?: Sourced<Quantity>;
    readonly keep?: Sourced<number>;
    readonly to?: Ref;
    readonly origin: Origin;
  };
  readonly recoveries: readonly Recovery[];
  /** Nodes × GPUs of each, where a node without GPUs counts as one device; 1 without `runs on`. */
  readonly worldSize: number;
}
