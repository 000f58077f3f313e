import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Position } from 'vscode-languageserver-protocol';
import { definitionsAt } from '../../server/features/definition/definitions.ts';
import { documentLinks } from '../../server/features/document-links/document-links.ts';
import { foldingRanges } from '../../server/features/folding/folding-ranges.ts';
import { formatOnType } from '../../server/features/formatting/on-type.ts';
import { describeSymbol } from '../../server/features/hover/describe-symbol.ts';
import { describeWord } from '../../server/features/hover/describe-word.ts';
import { implementationsOf } from '../../server/features/implementation/implementations.ts';
import { HINT_KINDS } from '../../server/features/inlay-hints/hint.ts';
import { inlayHints } from '../../server/features/inlay-hints/inlay-hints.ts';
import { linkedRanges } from '../../server/features/linked-editing/linked-ranges.ts';
import { selectionRange } from '../../server/features/selection-range/selection-ranges.ts';
import { semanticTokens } from '../../server/features/semantic-tokens/tokens.ts';
import { signatureAt } from '../../server/features/signature-help/signatures.ts';
import { subtypesOf, supertypesOf } from '../../server/features/type-hierarchy/type-hierarchy.ts';
import { typeDefinitionsOf } from '../../server/features/type-definition/type-definitions.ts';
import { downstreamOf, upstreamOf } from '../../server/names/lineage.ts';
import { namesOf, occurrencesIn, symbolsAt } from '../../server/names/occurrences.ts';
import { hostOf, modelFile } from '../../server/testing/model-files.ts';
import { Texts } from '../../server/text/texts.ts';
import type { ModelFile } from '../../server/workspace/model-file.ts';
import { syntaxAt } from '../../language/index.ts';

const SAMPLES = ['00-north-star', '09-multi-tenant', '13-hyper-search'];
/** Every place would take minutes; a prime steps through all kinds of them. */
const STEP = 97;
const EVERYTHING = { start: { line: 0, character: 0 }, end: { line: 9999, character: 0 } };

it.each(SAMPLES)('answers every question in every beginning of %s', async (name) => {
  const text = readFileSync(join(import.meta.dirname, `../language-text/samples/${name}.tenon`), 'utf8');
  const host = hostOf({ 'a.tenon': '' });
  for (let length = 0; length <= text.length; length += STEP) {
    host.project.setFile('a.tenon', text.slice(0, length));
    const model = modelFile(host, 'a.tenon');
    await askAll(model, model.document.positionAt(length)).catch((error: unknown) => {
      throw new Error(`after ${JSON.stringify(text.slice(Math.max(0, length - 60), length))}`, {
        cause: error,
      });
    });
  }
  expect(host.project.files.size).toBe(1);
});

const ENGLISH = new Texts();

async function askAll(model: ModelFile, position: Position): Promise<void> {
  const place = syntaxAt(model.file.ast, model.document.offsetAt(position));
  const view = { symbols: model.file.symbols, project: model.project };
  if (place) describeWord(place, view, model);
  for (const symbol of symbolsAt(model, position)) {
    await describeSymbol(symbol, model);
    typeDefinitionsOf(symbol, model);
    implementationsOf(symbol, model);
    supertypesOf(symbol, model, ENGLISH);
    subtypesOf(symbol, model, ENGLISH);
    occurrencesIn(model, [symbol]);
    upstreamOf(symbol, namesOf(model));
    downstreamOf(symbol, namesOf(model), () => model);
  }
  definitionsAt(model, position);
  linkedRanges(model, position);
  selectionRange(model.file.ast, model.document, position);
  signatureAt(model, position, true);
  formatOnType(model.file.ast, model.document, position, '\n');
  formatOnType(model.file.ast, model.document, position, '}');
  inlayHints(model, EVERYTHING, new Set(HINT_KINDS));
  semanticTokens(model);
  documentLinks(model);
  foldingRanges(model.file.text);
}
