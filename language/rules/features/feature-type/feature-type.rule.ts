import { isFloatName, isIntegerName, printType, type DataType } from '../../../types/data-type.ts';
import { features as featuresWord } from '../../../vocabulary/areas/features.ts';
import { replaceNode } from '../../edits.ts';
import { replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { areComparable } from '../../type-family.ts';
import { writtenRow } from '../../written.ts';

/** A declared type holds what the formula gives. */
export const rule: Rule = {
  code: 'TN1406',
  name: 'feature-type',
  summary: 'The declared type of a feature loses what its formula gives.',
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onElement('features', (view, model, report) => {
      for (const { name, type, typeInferred, formula } of view.features) {
        const loss = typeInferred ? undefined : lossOf(formula.type, type);
        if (loss === undefined) continue;
        const row = writtenRow(model.ownBlock(featuresWord, view)?.symbol.members.get(name));
        const right = printType({ ...formula.type, nullable: type.nullable });
        report({
          message: `${name} is declared as ${printType(type)}, and its formula gives ${printType(formula.type)}: ${loss}.`,
          origin: formula.origin,
          help: `Declare it as ${right}, or leave the type out.`,
          data: {
            replacements: row?.node.value
              ? [
                  {
                    title: `Change to ${right}`,
                    edits: [replaceNode(row.file, row.node.value, right)],
                    preferred: true,
                  },
                ]
              : [],
          },
        });
      }
    }),
  ],
  fixes: [replaceFix],
};

/** Bits of the whole numbers whose sums and counts overflow in practice. */
const SMALL = /^u?int(8|16)$/u;

/** What goes wrong when a value of one type is stored as another; floats of other sizes are everyday life. */
function lossOf(from: DataType, to: DataType): string | undefined {
  if (!areComparable(from, to)) return isFlag(from, to) ? undefined : 'one is no form of the other';
  if (from.kind === 'decimal' && to.kind === 'scalar' && isIntegerName(to.name) && from.scale > 0)
    return 'what follows the point is lost';
  if (from.kind !== 'scalar' || to.kind !== 'scalar') return undefined;
  if (isFloatName(from.name) && isIntegerName(to.name)) return 'what follows the point is lost';
  if (isIntegerName(from.name) && SMALL.test(to.name) && !SMALL.test(from.name))
    return 'large values overflow';
  return undefined;
}

/** True and false are stored as 1 and 0. */
const isFlag = (from: DataType, to: DataType): boolean =>
  from.kind === 'scalar' &&
  from.name === 'bool' &&
  to.kind === 'scalar' &&
  (isIntegerName(to.name) || isFloatName(to.name));
