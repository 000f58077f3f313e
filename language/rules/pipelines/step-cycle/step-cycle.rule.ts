import { nodesOf } from '../../expression-nodes.ts';
import type { Step } from '../../../model/pipeline.ts';
import { optimize } from '../../../vocabulary/areas/optimisation.ts';
import { pipeline as pipelineWord } from '../../../vocabulary/areas/pipelines.ts';
import type { Origin } from '../../../model/origin.ts';
import type { Symbol } from '../../../scoping/symbol.ts';
import { whereIs } from '../../../scoping/place.ts';
import { findCycle } from '../../cycle.ts';
import { stepsIn, waitsFor } from '../../named-steps.ts';
import { onBlock, onElement, type Rule, type SystemReport } from '../../rule.ts';

/** A step can't wait for one that waits for it. */
export const rule: Rule = {
  code: 'TN1604',
  name: 'step-cycle',
  summary: 'The steps of a pipeline or an optimisation wait for each other in a circle.',
  severity: 'error',
  reach: 'element',
  checks: [
    onElement('pipeline', (pipeline, model, report) => {
      const graph = new Map<string, Waiting>(
        pipeline.steps.map((step) => [
          step.qualifiedName,
          { name: step.name, origin: step.origin, before: [...takenBy(step)] },
        ]),
      );
      // The text names some that the model has no field for, such as the trials that a training continues.
      const symbol = model.block(pipelineWord, pipeline)?.symbol;
      for (const step of symbol ? stepsIn(symbol) : [])
        graph
          .get(step.qualifiedName)
          ?.before.push(...waitsFor(step).map(({ qualifiedName }) => qualifiedName));
      tellCircles(graph, report);
    }),
    onBlock(optimize, (block, _model, report) => {
      const graph = new Map<string, Waiting>(
        stepsIn(block.symbol).map((step) => [
          step.qualifiedName,
          {
            name: step.name,
            origin: originOf(step),
            before: waitsFor(step).map(({ qualifiedName }) => qualifiedName),
          },
        ]),
      );
      tellCircles(graph, report);
    }),
  ],
};

/** A step, and the qualified names of those that it waits for. */
interface Waiting {
  readonly name: string;
  readonly origin: Origin;
  readonly before: string[];
}

function tellCircles(graph: ReadonlyMap<string, Waiting>, report: SystemReport): void {
  const before = (name: string): readonly string[] => [
    ...new Set(graph.get(name)!.before.filter((each) => graph.has(each))),
  ];
  for (const cycle of findCycle(graph.keys(), before)) {
    const [first, ...others] = cycle.map((name) => graph.get(name)!);
    report({
      message: `Steps wait for each other: ${[first!, ...others, first!].map(({ name }) => name).join(' ← ')}.`,
      origin: first!.origin,
      help: 'Let one of them take the result of an earlier step.',
      related: others.map(({ origin }) => ({ origin, message: 'Part of the circle.' })),
    });
  }
}

/** Steps that are taken, or whose results a condition asks for. */
function takenBy({ inputs, when }: Step): readonly string[] {
  const asked = when ? [...nodesOf(when.root)] : [];
  return [
    ...inputs.map(({ step }) => step.qualifiedName),
    ...asked.flatMap((node) => (node.node === 'measure' && node.of ? [node.of.qualifiedName] : [])),
  ];
}

const originOf = ({ node, file, qualifiedName }: Symbol): Origin => ({
  file: file.path,
  range: whereIs(node),
  element: qualifiedName,
  layer: 'declaration',
});
