import type { Experiment, Variant } from '../../model/operations.ts';

/** `ranker@4`, or `ranker` where no version is said. */
export const variantText = ({ model, version }: Variant): string => {
  const name = model?.qualifiedName.split('.').at(-1) ?? '';
  return version === undefined ? name : `${name}@${version}`;
};

/** The variant that the others are compared with. */
export const controlOf = ({ split }: Experiment): Variant | undefined =>
  split?.variants.find(({ name }) => name === 'control');

/** The one that is tried; undefined when there are several. */
export function treatmentOf({ split }: Experiment): Variant | undefined {
  const others = (split?.variants ?? []).filter(({ name }) => name !== 'control');
  return others.find(({ name }) => name === 'treatment') ?? (others.length === 1 ? others[0] : undefined);
}

export const isSame = (a: Variant, b: Variant): boolean =>
  a.model !== undefined && a.model.qualifiedName === b.model?.qualifiedName && a.version === b.version;
