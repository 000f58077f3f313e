import { feature as codeActions } from './code-actions/code-actions.feature.ts';
import { feature as codeLens } from './code-lens/code-lens.feature.ts';
import { feature as completion } from './completion/completion.feature.ts';
import { feature as definition } from './definition/definition.feature.ts';
import { feature as diagnostics } from './diagnostics/diagnostics.feature.ts';
import { feature as documentHighlight } from './document-highlight/document-highlight.feature.ts';
import { feature as documentSymbols } from './document-symbols/document-symbols.feature.ts';
import type { ServerFeature } from './feature.ts';
import { feature as folding } from './folding/folding.feature.ts';
import { feature as formatting } from './formatting/formatting.feature.ts';
import { feature as hover } from './hover/hover.feature.ts';
import { feature as libraryText } from './library-text/library-text.feature.ts';
import { feature as projects } from './projects/projects.feature.ts';
import { feature as references } from './references/references.feature.ts';
import { feature as semanticTokens } from './semantic-tokens/semantic-tokens.feature.ts';

/** Every feature; a test holds the list against the folders. */
export const FEATURES: readonly ServerFeature[] = [
  codeActions,
  codeLens,
  completion,
  definition,
  diagnostics,
  documentHighlight,
  documentSymbols,
  folding,
  formatting,
  hover,
  libraryText,
  projects,
  references,
  semanticTokens,
];
