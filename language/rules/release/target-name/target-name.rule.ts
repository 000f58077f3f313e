import { textOf } from '../../../parser/index.ts';
import { suggest } from '../../../scoping/suggestion.ts';
import { whereIs } from '../../../scoping/place.ts';
import { deployment } from '../../../vocabulary/areas/release.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { itemsOf } from '../../written.ts';

/**
 * Systems that a deployment may be written for. Which of them this version can generate is for the generator to
 * say; here the names only help to find a slip of the pen.
 */
const SYSTEMS = [
  'airflow', 'argo', 'bentoml', 'cloudformation', 'dbt', 'docker', 'dvc', 'fastapi', 'feast', 'flink', 'github',
  'gitlab', 'grafana', 'great_expectations', 'helm', 'kafka', 'kserve', 'kubeflow', 'kubernetes', 'mlflow',
  'onnx', 'openapi', 'prometheus', 'protobuf', 'pytorch', 'ray', 'sagemaker', 'slurm', 'spark', 'sql',
  'tensorflow', 'terraform', 'torchserve', 'triton', 'vertex', 'vllm',
]; // prettier-ignore

/** A target that nobody knows is left out, and with it a part of the system. */
export const rule: Rule = {
  code: 'TN1908',
  name: 'target-name',
  summary: 'The name of a target is mistyped.',
  severity: 'error',
  reach: 'element',
  checks: [
    onBlock(deployment, (block, _model, report) => {
      for (const { node, in: layer } of block.actions('emit')) {
        for (const item of itemsOf(node.object)) {
          const name = textOf(item);
          if (SYSTEMS.includes(name)) continue;
          const meant = suggest(name, SYSTEMS);
          if (meant === undefined) continue;
          report({
            message: `There is no target ${name}.`,
            origin: block.originOf(item, layer, 'emit'),
            help: `Did you mean ${meant}?`,
            data: {
              replacements: [
                {
                  title: `Change to ${meant}`,
                  edits: [{ file: layer.reader.names.file.path, range: whereIs(item), newText: meant }],
                  preferred: true,
                },
              ],
            },
          });
        }
      }
    }),
  ],
  fixes: [replaceFix],
};
