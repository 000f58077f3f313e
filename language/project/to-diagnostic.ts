import type { Diagnostic, RelatedPlace } from '../diagnostics/diagnostic.ts';
import type { Range } from '../model/origin.ts';
import type { Rule, SystemReport } from '../rules/rule.ts';
import { bindingRange, whereIs } from '../scoping/place.ts';
import type { Problem } from '../scoping/problem.ts';
import type { Symbol } from '../scoping/symbol.ts';

/** A finding about a syntax node, with its place in the file. */
export function toDiagnostic(problem: Problem, path: string): Diagnostic {
  const { code, message, node, property, index, span, severity, help, data, related, tags } = problem;
  return {
    code,
    severity: severity ?? 'error',
    message,
    file: path,
    range: span && property ? bindingRange({ node, property, span }) : whereIs(node, property, index),
    ...(help === undefined ? {} : { help }),
    ...(data === undefined ? {} : { data }),
    ...(tags ? { tags } : {}),
    ...(related
      ? {
          related: related.map((each): RelatedPlace =>
            'symbol' in each
              ? { file: each.symbol.file.path, range: nameRange(each.symbol), message: each.message }
              : each,
          ),
        }
      : {}),
  };
}

/** Takes the findings that a rule reports about the resolved model. */
export const reportTo =
  (result: Diagnostic[], rule: Rule): SystemReport =>
  ({ origin, related, ...finding }) => {
    result.push({
      code: rule.code,
      severity: rule.severity,
      file: origin.file,
      range: origin.range,
      ...finding,
      ...(related
        ? {
            related: related.map((each) => ({
              file: each.origin.file,
              range: each.origin.range,
              message: each.message,
            })),
          }
        : {}),
    });
  };

/** Where the name of a declaration is written. */
export const nameRange = (symbol: Symbol): Range => whereIs(symbol.node, 'name');
