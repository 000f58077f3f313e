import { whereIs } from '../../../scoping/place.ts';
import { suggest } from '../../../scoping/suggestion.ts';
import { optimizer, training } from '../../../vocabulary/areas/training.ts';
import { removeStatement } from '../../edits.ts';
import { replaceFix, type Replacement } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { fixable } from '../../plain-value.ts';

/** Settings that one optimizer has and another does not, and names that are nearly right. */
export const rule: Rule = {
  code: 'TN1671',
  name: 'optimizer-setting',
  summary: "An optimizer gets a setting that it doesn't have.",
  severity: 'error',
  reach: 'element',
  checks: [
    onBlock(training, (block, _, report) => {
      const framework = block.get('framework')?.value;
      if (framework !== 'pytorch' && framework !== 'lightning') return;
      for (const child of block.children(optimizer)) {
        const { node } = child.top;
        const name = 'name' in node ? String(node.name) : '';
        const known = Object.hasOwn(SETTINGS, name) ? SETTINGS[name]! : undefined;
        if (!known) continue;
        for (const { node: entry, in: layer } of child.rows()) {
          if (known.includes(entry.name)) continue;
          const near = suggest(entry.name, known);
          const owner = Object.keys(SETTINGS).find((each) => SETTINGS[each]!.includes(entry.name));
          // A name that is near none may be one of the program's own.
          if (near === undefined && owner === undefined) continue;
          const file = layer.reader.names.file.path;
          const rename: Replacement | undefined =
            near === undefined || owner !== undefined
              ? undefined
              : {
                  title: `Change to ${near}`,
                  edits: [{ file, range: whereIs(entry, 'name'), newText: near }],
                  preferred: true,
                };
          const remove = { title: `Remove ${entry.name}`, edits: [removeStatement(file, entry)] };
          report({
            message: `${name} has no setting ${entry.name}.`,
            origin: child.originOf(entry, layer, entry.name),
            help: rename
              ? `Did you mean ${near}?`
              : `${owner} has one; ${name} has ${known.slice(0, 4).join(', ')}.`,
            ...(layer.layer === 'template' ? {} : fixable(rename, remove)),
          });
        }
      }
    }),
  ],
  fixes: [replaceFix],
};

const COMMON = ['learning_rate', 'lr', 'weight_decay'];
const ADAM = [
  ...COMMON,
  'betas',
  'eps',
  'amsgrad',
  'fused',
  'foreach',
  'maximize',
  'capturable',
  'differentiable',
];

/** Parameters of torch.optim (PyTorch 2.15), `learning_rate` for `lr`. */
const SETTINGS: Readonly<Record<string, readonly string[]>> = {
  sgd: [...COMMON, 'momentum', 'nesterov', 'dampening', 'fused', 'foreach', 'maximize', 'differentiable'],
  adam: [...ADAM, 'decoupled_weight_decay'],
  adamw: ADAM,
  rmsprop: [
    ...COMMON,
    'alpha',
    'eps',
    'momentum',
    'centered',
    'foreach',
    'maximize',
    'capturable',
    'differentiable',
  ],
  adagrad: [
    ...COMMON,
    'lr_decay',
    'initial_accumulator_value',
    'eps',
    'fused',
    'foreach',
    'maximize',
    'differentiable',
  ],
};
