import type { Action, Body, Entry, Step as StepSyntax } from '../../generated/ast.ts';
import { isAction, isEntry, isStep } from '../../generated/ast.ts';
import type { Pipeline, Step } from '../../model/pipeline.ts';
import { pipeline as pipelineWord } from '../../vocabulary/areas/pipelines.ts';
import type { Reader } from '../../scoping/reader.ts';
import type { Rows } from '../../scoping/analysis.ts';
import type { Symbol } from '../../scoping/symbol.ts';
import type { ModelView } from '../model-view.ts';
import { ownLayer } from '../written.ts';

/** A step as the pipeline itself writes it. */
export interface WrittenStep {
  readonly step: Step;
  readonly symbol: Symbol;
  readonly file: string;
  readonly node: StepSyntax;
  readonly action: Action;
  /** Reads values as they are seen from the step, without reporting. */
  readonly reader: Reader;
}

/** The steps of a pipeline with their text; those that only an environment adds are left out. */
export function writtenSteps(pipeline: Pipeline, model: ModelView): readonly WrittenStep[] {
  const block = model.block(pipelineWord, pipeline);
  if (!block) return [];
  const reader = ownLayer(block).reader.silently();
  return pipeline.steps.flatMap((step) => {
    const symbol = block.symbol.members.get(step.name);
    if (!symbol || !isStep(symbol.node) || !symbol.node.action) return [];
    const { node } = symbol;
    return [{ step, symbol, file: symbol.file.path, node, action: symbol.node.action, reader }];
  });
}

export const writtenStep = (pipeline: Pipeline, model: ModelView, step: Step): WrittenStep | undefined =>
  writtenSteps(pipeline, model).find((each) => each.step.qualifiedName === step.qualifiedName);

/** Columns of the rows that a step takes, as far as they are known. */
export function rowsTaken(pipeline: Pipeline, model: ModelView, step: Step): Rows | undefined {
  const [input] = step.inputs;
  const symbol = model.block(pipelineWord, pipeline)?.symbol;
  const from = input && symbol?.members.get(lastName(input.step.qualifiedName));
  return from && model.analysis.rowsOf(from);
}

export const actionsIn = (body: Body | undefined, verb: string): readonly Action[] =>
  (body?.statements ?? []).filter(isAction).filter((action) => action.verb === verb);

export const entriesIn = (body: Body | undefined): readonly Entry[] =>
  (body?.statements ?? []).filter(isEntry);

export const lastName = (qualifiedName: string): string =>
  qualifiedName.slice(qualifiedName.lastIndexOf('.') + 1);
