import { route, service as serviceWord } from '../../../vocabulary/areas/serving.ts';
import { whereIs } from '../../../scoping/place.ts';
import { isOwn } from '../../own-place.ts';
import { replace, replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';

/** A path begins with a slash, and holds neither spaces nor what belongs to a query. */
const PATH = /^\/[^\s?#]*$/u;

/** Gateways and health checks take paths from the root on. */
export const rule: Rule = {
  code: 'TN1737',
  name: 'url-path',
  summary: 'A path of a service is none.',
  severity: 'error',
  reach: 'element',
  checks: [
    onBlock(serviceWord, (service, _model, report) => {
      const health = service.get('health');
      const paths = [
        ...(health
          ? [{ path: health.value, origin: health.origin, write: (text: string) => `health: ${text}` }]
          : []),
        ...service.children(route).flatMap((one) => {
          const { node, reader } = one.top;
          if (!('name' in node) || typeof node.name !== 'string') return [];
          const origin = {
            ...one.originOf(node, one.top),
            file: reader.names.file.path,
            range: whereIs(node, 'name'),
          };
          return [{ path: node.name, origin, write: (text: string) => text }];
        }),
      ];
      for (const { path, origin, write } of paths) {
        if (PATH.test(path)) continue;
        const fixed = `/${path.replace(/^[/\s]+/u, '').replace(/[?#].*$/u, '')}`;
        const isFixable = PATH.test(fixed) && isOwn(origin);
        report({
          message: `"${path}" is no path of a service.`,
          origin,
          help: `Write "${PATH.test(fixed) ? fixed : '/predict'}": a slash, and neither spaces nor a query.`,
          data: {
            replacements: isFixable ? [replace(`Change to ${fixed}`, origin, write(`"${fixed}"`), true)] : [],
          },
        });
      }
    }),
  ],
  fixes: [replaceFix],
};
