import type {
  GenerationPreview,
  GenerationProblem,
  LineOrigin,
  PreviewedFile,
  TargetFinding,
} from '../../../protocol/index.ts';
import type { Texts } from '../../text/texts.ts';

/** A preview, or why there is none, in the language of the editor. */
export const previewInTexts = (
  answer: GenerationPreview | { readonly problem: GenerationProblem },
  texts: Texts,
): typeof answer =>
  'problem' in answer
    ? { problem: saidInTexts(answer.problem, texts) }
    : {
        ...answer,
        files: answer.files.map((file) => fileInTexts(file, texts)),
        findings: answer.findings.map((finding) => saidInTexts(finding, texts)),
      };

const saidInTexts = <T extends GenerationProblem | TargetFinding>(said: T, texts: Texts): T => ({
  ...said,
  message: texts.of(said.message),
  ...(said.help === undefined ? {} : { help: texts.of(said.help) }),
});

const fileInTexts = (file: PreviewedFile, texts: Texts): PreviewedFile =>
  file.obstacle === undefined ? file : { ...file, obstacle: texts.of(file.obstacle) };

/** Traces have the reasons of lines in English. */
export const originInTexts = (origin: LineOrigin, texts: Texts): LineOrigin =>
  origin.derived === undefined || texts.isEnglish
    ? origin
    : { ...origin, derived: reasonInTexts(origin.derived, texts) };

/** Behind what follows from a measurement stands which one it was: `… (tenon bench of 2026-11-20, …, model 1a2b3c4d)`. */
const MEASURED = /^(.*?) \((\S[^()]* of \d{4}-\d\d-\d\d\b.*)\)$/u;

export function reasonInTexts(english: string, texts: Texts): string {
  const [, reason, measurement] = MEASURED.exec(english) ?? [];
  if (reason === undefined || measurement === undefined) return texts.piece(english);
  return texts.fill('{0}; measured by {1}', texts.piece(reason), texts.piece(measurement));
}
