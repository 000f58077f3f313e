import { compareOrigins, compareText } from '../origin.ts';
import type { System, SystemElement } from '../system.ts';
import { LoweringContext, type LoweringOptions } from './context.ts';
import { LOWERINGS } from './kinds/index.ts';

/** Turns the declarations of a project into the resolved model for one environment. */
export function lowerSystem(options: LoweringOptions): System {
  const context = new LoweringContext(options);
  const lowerings = new Map(LOWERINGS.map((lowering) => [lowering.kind as string, lowering]));
  const elements: SystemElement[] = [];
  const seen = new Set<string>();
  const files = [...options.analysis.project.files.values()].sort((a, b) => compareText(a.path, b.path));
  for (const symbol of files.flatMap((file) => file.declared)) {
    // The first declaration of a name counts; the others are reported as duplicates.
    const key = `${symbol.kind} ${symbol.qualifiedName}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const element = lowerings.get(symbol.kind)?.lower(symbol, context);
    if (element) elements.push(element);
  }
  elements.sort((a, b) => compareText(a.qualifiedName, b.qualifiedName) || compareText(a.kind, b.kind));
  return {
    ...(options.environment ? { environment: options.environment.qualifiedName } : {}),
    elements,
    unread: context.unread().sort((a, b) => compareOrigins(a.origin, b.origin)),
  };
}
