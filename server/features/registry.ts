import { feature as callHierarchy } from './call-hierarchy/call-hierarchy.feature.ts';
import { feature as codeActions } from './code-actions/code-actions.feature.ts';
import { feature as codeLens } from './code-lens/code-lens.feature.ts';
import { feature as comparison } from './comparison/comparison.feature.ts';
import { feature as completion } from './completion/completion.feature.ts';
import { feature as definition } from './definition/definition.feature.ts';
import { feature as diagnostics } from './diagnostics/diagnostics.feature.ts';
import { feature as documentHighlight } from './document-highlight/document-highlight.feature.ts';
import { feature as documentLinks } from './document-links/document-links.feature.ts';
import { feature as documentSymbols } from './document-symbols/document-symbols.feature.ts';
import { feature as environments } from './environments/environments.feature.ts';
import type { ServerFeature } from './feature.ts';
import { feature as folding } from './folding/folding.feature.ts';
import { feature as formatting } from './formatting/formatting.feature.ts';
import { feature as generatedFiles } from './generated-files/generated-files.feature.ts';
import { feature as hover } from './hover/hover.feature.ts';
import { feature as implementation } from './implementation/implementation.feature.ts';
import { feature as inlayHints } from './inlay-hints/inlay-hints.feature.ts';
import { feature as libraryText } from './library-text/library-text.feature.ts';
import { feature as linkedEditing } from './linked-editing/linked-editing.feature.ts';
import { feature as measurements } from './measurements/measurements.feature.ts';
import { feature as projectTree } from './project-tree/project-tree.feature.ts';
import { feature as projects } from './projects/projects.feature.ts';
import { feature as references } from './references/references.feature.ts';
import { feature as rename } from './rename/rename.feature.ts';
import { feature as rules } from './rules/rules.feature.ts';
import { feature as selectionRange } from './selection-range/selection-range.feature.ts';
import { feature as semanticTokens } from './semantic-tokens/semantic-tokens.feature.ts';
import { feature as signatureHelp } from './signature-help/signature-help.feature.ts';
import { feature as typeDefinition } from './type-definition/type-definition.feature.ts';
import { feature as typeHierarchy } from './type-hierarchy/type-hierarchy.feature.ts';
import { feature as why } from './why/why.feature.ts';
import { feature as workspaceSymbols } from './workspace-symbols/workspace-symbols.feature.ts';

/** Every feature; a test holds the list against the folders. */
export const FEATURES: readonly ServerFeature[] = [
  callHierarchy,
  codeActions,
  codeLens,
  comparison,
  completion,
  definition,
  diagnostics,
  documentHighlight,
  documentLinks,
  documentSymbols,
  environments,
  folding,
  formatting,
  generatedFiles,
  hover,
  implementation,
  inlayHints,
  libraryText,
  linkedEditing,
  measurements,
  projectTree,
  projects,
  references,
  rename,
  rules,
  selectionRange,
  semanticTokens,
  signatureHelp,
  typeDefinition,
  typeHierarchy,
  why,
  workspaceSymbols,
];
