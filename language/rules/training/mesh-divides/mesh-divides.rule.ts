import { trainedModel } from '../../../capacity/index.ts';
import { batchOfTraining, training } from '../../../vocabulary/areas/training.ts';
import { model as modelWord } from '../../../vocabulary/areas/models.ts';
import type { Training } from '../../../model/learning.ts';
import type { Origin } from '../../../model/origin.ts';
import type { Block } from '../../../model/lowering/block.ts';
import type { ModelView } from '../../model-view.ts';
import { onBlock, type Rule } from '../../rule.ts';

/** What is divided among devices divides evenly. */
export const rule: Rule = {
  code: 'TN1665',
  name: 'mesh-divides',
  summary: "An axis of the mesh doesn't divide the layers, heads, experts or tokens that it spreads.",
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onBlock(training, (block, model, report) => {
      const element = model.own('training', block.symbol);
      if (!element) return;
      for (const { name, value, origin } of element.mesh) {
        const parts = PARTS[name];
        if (!parts || typeof value !== 'number' || value < 2) continue;
        const whole = wholeOf(parts, block, element, model);
        if (!whole || whole.value % value === 0) continue;
        const fitting = [...Array(value).keys()]
          .map((each) => each + 1)
          .filter((each) => whole.value % each === 0);
        report({
          message: `${whole.value} ${parts.called} can't be divided among ${value} devices of the ${name} axis.`,
          origin,
          help: `${fitting.at(-1)} divides them; give the other devices to the data axis.`,
          related: [{ origin: whole.origin, message: `${whole.value} ${parts.called} are declared here.` }],
        });
      }
    }),
  ],
};

interface Parts {
  readonly called: string;
  /** Names under which training programs know the number. */
  readonly names: readonly string[];
  /** The property of a model that says it. */
  readonly property?: 'layers' | 'heads' | 'experts';
}

const PARTS: Readonly<Record<string, Parts>> = {
  pipeline: { called: 'layers', names: ['layers', 'num_layers', 'n_layers'], property: 'layers' },
  tensor: {
    called: 'attention heads',
    names: ['heads', 'num_heads', 'n_heads', 'num_attention_heads'],
    property: 'heads',
  },
  expert: { called: 'experts', names: ['experts', 'num_experts', 'n_experts'], property: 'experts' },
  sequence: { called: 'tokens', names: ['sequence', 'sequence_length', 'seq_length'] },
};

interface Whole {
  readonly value: number;
  readonly origin: Origin;
}

function wholeOf(
  { names, property }: Parts,
  block: Block<typeof training>,
  element: Training,
  model: ModelView,
): Whole | undefined {
  const setting = element.hyperParameters.find(({ name }) => names.includes(name));
  if (typeof setting?.value === 'number') return { value: setting.value, origin: setting.origin };
  if (property !== undefined) {
    const of = trainedModel(model, element);
    return of && model.block(modelWord, of)?.get(property);
  }
  const action = block.actions(batchOfTraining.verb).at(-1);
  return action && block.actionBlock(batchOfTraining, action).get('sequence');
}
