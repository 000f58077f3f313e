import { isBinary } from '../../../generated/ast.ts';
import type { Service } from '../../../model/service.ts';
import type { Monitor, Objective } from '../../../model/service.ts';
import type { Block } from '../../../model/lowering/block.ts';
import { whereIs } from '../../../scoping/place.ts';
import { monitoring } from '../../../vocabulary/areas/operations.ts';
import { service as serviceWord } from '../../../vocabulary/areas/serving.ts';
import { boundOf } from '../../release/claim-facts.ts';
import { replaceFix } from '../../replacement.ts';
import { onElement, type Rule, type SystemReport } from '../../rule.ts';
import { fileOf } from '../../written.ts';
import { ownMonitors } from '../monitor-words.ts';

/** Who is told only then learns of it from the customers. */
export const rule: Rule = {
  code: 'TN2103',
  name: 'late-alarm',
  summary: 'An alarm is raised only long after the promise is broken.',
  severity: 'warning',
  reach: 'neighbours',
  checks: [
    onElement('service', (service, model, report) =>
      checkMonitors(service, service.monitors, model.block(serviceWord, service)!, report),
    ),
    onElement('monitoring', ({ of, monitors, qualifiedName }, model, report) => {
      const service = of && model.element('service', of);
      if (service) checkMonitors(service, monitors, model.block(monitoring, { qualifiedName })!, report);
    }),
  ],
  fixes: [replaceFix],
};

function checkMonitors(
  service: Service,
  monitors: readonly Monitor[],
  block: Block,
  report: SystemReport,
): void {
  for (const { condition, origin } of monitors) {
    const alarm = boundOf(condition);
    const promise = alarm && service.objectives.find((each) => isBrokenBefore(each, alarm));
    if (!alarm || !promise) continue;
    const limit = typeof promise.limit === 'number' ? String(promise.limit) : promise.limit.text;
    const written = ownMonitors(block).find(
      ({ node }) => whereIs(node).start.line === origin.range.start.line,
    );
    const object = written?.node.object;
    report({
      message: `${service.name} promises ${promise.expression.text}, and nobody is told before ${alarm.text}.`,
      origin,
      help: `Tell them at ${limit} or earlier.`,
      data: {
        replacements:
          object && isBinary(object)
            ? [
                {
                  title: `Change to ${limit}`,
                  edits: [{ file: fileOf(block), range: whereIs(object.right), newText: limit }],
                },
              ]
            : [],
      },
      related: [{ origin: promise.limitOrigin, message: 'It is promised here.' }],
    });
  }
}

/** The promise is broken at values that raise no alarm yet. */
function isBrokenBefore({ expression }: Objective, alarm: NonNullable<ReturnType<typeof boundOf>>): boolean {
  const promise = boundOf(expression);
  if (!promise || promise.figure !== alarm.figure || promise.dimension !== alarm.dimension) return false;
  if (promise.side === alarm.side) return false;
  return alarm.side === 'above' ? alarm.limit > promise.limit : alarm.limit < promise.limit;
}
