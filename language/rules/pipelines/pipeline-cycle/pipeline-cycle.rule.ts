import { isStep } from '../../../generated/ast.ts';
import { reference } from '../../../vocabulary/value-type.ts';
import { pipeline as pipelineWord } from '../../../vocabulary/areas/pipelines.ts';
import { findCycle } from '../../cycle.ts';
import type { ModelView } from '../../model-view.ts';
import { onElement, type Rule } from '../../rule.ts';
import { ownLayer } from '../../written.ts';

const PIPELINE = reference('pipeline');

/** A pipeline that waits for itself never starts, and one that runs itself never ends. */
export const rule: Rule = {
  code: 'TN1624',
  name: 'pipeline-cycle',
  summary: 'Pipelines wait for each other, or run each other, in a circle.',
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onElement('pipeline', (pipeline, model, report) => {
      for (const [follow, what] of [
        [waitsFor, 'wait for each other, so none of them ever starts'],
        [runs, 'run each other, so none of them ever ends'],
      ] as const) {
        const graph = reachable(pipeline.qualifiedName, (name) => follow(name, model));
        const cycle = findCycle(graph.keys(), (name) => graph.get(name) ?? []).find(
          // Each pipeline of a circle sees it; the first one tells.
          ([first]) => first === pipeline.qualifiedName,
        );
        if (!cycle) continue;
        const names = [...cycle, cycle[0]!].map((name) => name.slice(name.lastIndexOf('.') + 1));
        report({
          message: `Pipelines ${what}: ${names.join(' → ')}.`,
          origin: model.block(pipelineWord, pipeline)?.get('after')?.origin ?? pipeline.origin,
          help: 'Leave one of the links out.',
          related: cycle.slice(1).flatMap((qualifiedName) => {
            const other = model.element('pipeline', { qualifiedName });
            return other ? [{ origin: other.origin, message: 'Part of the circle.' }] : [];
          }),
        });
      }
    }),
  ],
};

function reachable(start: string, next: (name: string) => readonly string[]): Map<string, readonly string[]> {
  const graph = new Map<string, readonly string[]>();
  const open = [start];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (graph.has(name)) continue;
    const others = next(name);
    graph.set(name, others);
    open.push(...others);
  }
  return graph;
}

const waitsFor = (qualifiedName: string, model: ModelView): readonly string[] =>
  model
    .block(pipelineWord, { qualifiedName })
    ?.get('after')
    ?.value.map(({ symbol }) => symbol.qualifiedName) ?? [];

/** Pipelines that are steps of a pipeline. */
function runs(qualifiedName: string, model: ModelView): readonly string[] {
  const block = model.block(pipelineWord, { qualifiedName });
  if (!block) return [];
  const reader = ownLayer(block).reader.silently();
  return [...block.symbol.members.values()].flatMap(({ node }) => {
    const action = isStep(node) && node.action?.verb === 'run' ? node.action : undefined;
    const run = action?.object && reader.read(PIPELINE, action.object);
    return run ? [run.symbol.qualifiedName] : [];
  });
}
