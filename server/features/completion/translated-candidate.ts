import { translatedDoc } from '../../text/markdown-texts.ts';
import type { Texts } from '../../text/texts.ts';
import { textOfLazy, type Candidate, type Lazy } from './candidate.ts';

/** A candidate with what is said about it in the language of the editor; what is written stays. */
export function translatedCandidate(candidate: Candidate, texts: Texts): Candidate {
  if (texts.isEnglish) return candidate;
  const { detail, doc } = candidate;
  return {
    ...candidate,
    ...(detail === undefined ? {} : { detail: changed(detail, (text) => texts.of(text)) }),
    ...(doc === undefined ? {} : { doc: changed(doc, (text) => translatedDoc(text, texts)) }),
  };
}

/** Still asked for only when it is shown. */
const changed =
  (text: Lazy, change: (text: string) => string): Lazy =>
  () => {
    const english = textOfLazy(text);
    return english === undefined ? undefined : change(english);
  };
