import { isDeclaration, isEntry, type Symbol, type Syntax } from '../../../language/index.ts';
import { nodesIn } from '../../text/nodes-in.ts';
import type { ModelFile } from '../../workspace/model-file.ts';
import { describeSignature } from './describe-signature.ts';

/** What the file of a model says about itself; undefined for what has no file that was read. */
export function describeArtifact({ kind, node }: Symbol, model: ModelFile): string | undefined {
  if (kind !== 'model' || !isDeclaration(node)) return undefined;
  const artifact = node.body?.statements.find((each) => isEntry(each) && each.name === 'artifact');
  const path = artifact && nodesIn(artifact).find(({ $type }) => $type === 'StringLiteral');
  return path && describeSignature((path as Syntax.StringLiteral).value, model);
}
