import { translatedDoc } from '../../text/markdown-texts.ts';
import type { Texts } from '../../text/texts.ts';
import { textOfLazy, type Candidate, type Lazy } from './candidate.ts';

/** A candidate with what is said about it in the language of the editor; what is written stays. */
export function translatedCandidate(candidate: Candidate, texts: Texts): Candidate {
  if (texts.isEnglish) return candidate;
  const { detail, inWords, doc, label, isSaid, filter } = candidate;
  return {
    ...candidate,
    // It is found by what is typed, which is the language of models.
    ...(isSaid ? { label: texts.of(label), filter: filter ?? label } : {}),
    ...(detail === undefined ? {} : { detail: changed(inWords ?? detail, (text) => detailIn(texts, text)) }),
    ...(doc === undefined ? {} : { doc: changed(doc, (text) => translatedDoc(text, texts)) }),
  };
}

/** Some are pieces of sentences, such as `a text in quotes or secret(…)`. */
function detailIn(texts: Texts, english: string): string {
  const whole = texts.of(english);
  return whole === english ? texts.piece(english) : whole;
}

/** Still asked for only when it is shown. */
const changed =
  (text: Lazy, change: (text: string) => string): Lazy =>
  () => {
    const english = textOfLazy(text);
    return english === undefined ? undefined : change(english);
  };
