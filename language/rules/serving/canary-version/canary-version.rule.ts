import { AstUtils } from 'langium';
import { isAction, type Expression } from '../../../generated/ast.ts';
import type { Service } from '../../../model/service.ts';
import type { Origin } from '../../../model/origin.ts';
import type { Symbol } from '../../../scoping/symbol.ts';
import { rollback } from '../../../vocabulary/areas/recovery.ts';
import { service as serviceWord } from '../../../vocabulary/areas/serving.ts';
import { reference } from '../../../vocabulary/value-type.ts';
import { replaceNode } from '../../edits.ts';
import { isOwn } from '../../own-place.ts';
import { replaceFix } from '../../replacement.ts';
import { onElement, type Rule, type SystemReport } from '../../rule.ts';
import { clauseOf } from '../../written.ts';
import { canariesOf, liveVersion, versionText } from '../versions.ts';

const VERSION = reference('model', 'optimize');

/** The requests of a canary come from the versions that answer, and go back to them. */
export const rule: Rule = {
  code: 'TN1748',
  name: 'canary-version',
  summary: 'A canary brings in, or falls back to, a version that gets none of the requests.',
  severity: 'error',
  reach: 'element',
  checks: [
    onElement('service', (service, model, report) => {
      const block = model.block(serviceWord, service)!;
      for (const { model: of, version, action, block: canary } of canariesOf(block)) {
        const answering = answeringOf(service, of);
        if (version === undefined || answering.length === 0) continue;
        // One version alone is what was there before; the canary is the second.
        if (answering.length > 1 && !answering.includes(version)) {
          const node = action.node.object!;
          tell(
            of,
            version,
            answering.at(-1)!,
            answering,
            'is brought in',
            node,
            block.originOf(node, action.in, 'canary'),
            report,
          );
        }
        for (const { node: handler, in: layer } of canary.handlers()) {
          for (const each of AstUtils.streamAst(handler).filter(isAction)) {
            const node = each.verb === rollback.verb ? clauseOf(each, 'to') : undefined;
            const target = node && layer.reader.silently().read(VERSION, node);
            if (!node || target?.version === undefined || target.symbol !== of) continue;
            // Going back to itself is told by another rule.
            if (answering.includes(target.version) || target.version === version) continue;
            tell(
              of,
              target.version,
              answering[0]!,
              answering,
              'is gone back to',
              node,
              canary.originOf(node, layer),
              report,
            );
          }
        }
      }
    }),
  ],
  fixes: [replaceFix],
};

/** Versions of a model that get requests, the one with the most first. */
function answeringOf(service: Service, of: Symbol): readonly string[] {
  const shares = service.traffic
    .filter((share) => share.model.qualifiedName === of.qualifiedName)
    .toSorted((a, b) => b.share.value - a.share.value)
    .flatMap(({ version }) => version ?? []);
  const live = liveVersion(service, of);
  return shares.length > 0 ? shares : live === undefined ? [] : [live];
}

function tell(
  of: Symbol,
  version: string,
  right: string,
  answering: readonly string[],
  happens: string,
  node: Expression,
  origin: Origin,
  report: SystemReport,
): void {
  const names = answering.map((each) => versionText(of.name, each));
  const instead = versionText(of.name, right);
  report({
    message: `${versionText(of.name, version)} ${happens}, and the requests go to ${names.join(' and ')}.`,
    origin,
    help: `Write ${instead}, or give it a share of the requests.`,
    data: {
      replacements: isOwn(origin)
        ? [
            {
              title: `Change to ${instead}`,
              edits: [replaceNode(origin.file, node, instead)],
              preferred: true,
            },
          ]
        : [],
    },
  });
}
