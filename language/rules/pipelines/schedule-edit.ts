import type { StringLiteral } from '../../generated/ast.ts';
import { isCall, isStringLiteral } from '../../generated/ast.ts';
import type { Pipeline } from '../../model/pipeline.ts';
import { pipeline as pipelineWord } from '../../vocabulary/areas/pipelines.ts';
import type { ModelView } from '../model-view.ts';
import { writtenAt, writtenValue, type Written } from '../written.ts';

/** The text of a cron expression where the pipeline itself writes it. */
export function writtenCron(pipeline: Pipeline, model: ModelView): Written<StringLiteral> | undefined {
  const block = model.block(pipelineWord, pipeline);
  const written = block && writtenValue(block, 'schedule');
  const text = written && isCall(written.node) ? written.node.arguments[0]?.value : undefined;
  return written && isStringLiteral(text) ? writtenAt(written.file, text) : undefined;
}
