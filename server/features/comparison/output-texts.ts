import type { ComparedOutputs } from '../../../protocol/index.ts';
import type { OutputContent, OutputsComparison } from '../../../targets/project/compare-outputs.ts';
import type { Texts } from '../../text/texts.ts';

/** The files that differ, with their texts as they would be generated. */
export const outputTexts = (
  { files, same, diagnostics }: OutputsComparison,
  texts: Texts,
): ComparedOutputs => ({
  files: files.map(({ path, target, one, other }) => ({
    path,
    target,
    ...(one ? { one: textOf(one, texts) } : {}),
    ...(other ? { other: textOf(other, texts) } : {}),
  })),
  same,
  errors: diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => texts.of(message)),
});

/** A file of the project that is only placed there is told by its path. */
const textOf = (content: OutputContent, texts: Texts): string =>
  'text' in content ? content.text : `${texts.fill('a copy of {0}', content.copyOf)}\n`;
