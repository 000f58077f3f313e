import { existsSync, readFileSync } from 'node:fs';
import { TARGETS } from '../../targets/registry.ts';
import type { KindConsumption } from '../../targets/kit/target.ts';
import type { AcceptanceRecord } from '../../test/conformance/acceptance-record.ts';
import { table } from './markdown.ts';

/** What is generated, what accepted it, and what each target does with each kind of element. */
export function targetsPage(): string {
  const lines = [
    '# Targets',
    '',
    "Generated from the targets' manifests by `npm run generate`.",
    '',
    table(
      ['Target', 'What is generated', 'Accepted by', 'Verified'],
      TARGETS.map(({ manifest }) => [
        `\`${manifest.id}\``,
        manifest.summary,
        `${manifest.tool.name} ${manifest.tool.versions.join(', ')}`,
        manifest.tool.verified,
      ]),
    ),
    '',
  ];
  for (const { manifest } of TARGETS) {
    lines.push(`## ${manifest.title}`, '', manifest.summary, '');
    const rows = Object.entries(manifest.consumes).map(([kind, consumption]) => [
      `\`${kind}\``,
      ...describe(consumption),
    ]);
    lines.push(table(['Kind', 'Carried', 'Not carried'], rows), '');
    const codes = Object.entries(manifest.diagnostics).map(([code, each]) => [
      code,
      each.severity,
      each.summary,
    ]);
    if (codes.length > 0) lines.push(table(['Code', 'Severity', 'What it says'], codes), '');
    lines.push(...refusals(manifest.id));
  }
  return lines.join('\n').trimEnd() + '\n';
}

/** Wrong outputs that were refused, as the conformance tests saw it. */
function refusals(target: string): string[] {
  const path = new URL(`../../targets/${target}/acceptance.json`, import.meta.url);
  if (!existsSync(path)) return [];
  const record = JSON.parse(readFileSync(path, 'utf8')) as AcceptanceRecord;
  return [
    `Refused by ${record.tool}, seen on ${record.date}:`,
    '',
    table(
      ['Wrong output', 'Refused by'],
      record.refused.map(({ mutant, by }) => [mutant, by]),
    ),
    '',
  ];
}

function describe(consumption: KindConsumption): [string, string] {
  switch (consumption.carries) {
    case 'full':
      return ['all of it', ''];
    case 'partial':
      return [
        consumption.properties.map((name) => `\`${name}\``).join(', '),
        Object.entries(consumption.ignored)
          .map(([name, reason]) => `\`${name}\`: ${reason}`)
          .join('; '),
      ];
    case 'ignored':
      return ['no', consumption.reason];
  }
}
