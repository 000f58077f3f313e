/**
 * A language server with Langium's default services on Tenon's own grammar, for comparison: names are
 * cross-references that Langium links. Started with `--stdio`.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Module } from 'langium';
import { DefaultDocumentValidator } from 'langium';
import { createServicesForGrammar } from 'langium/grammar';
import {
  createDefaultSharedModule,
  startLanguageServer,
  type LangiumServices,
  type PartialLangiumServices,
} from 'langium/lsp';
import { NodeFileSystem } from 'langium/node';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { TenonParserModule } from '../../../language/parser/index.ts';

const GRAMMAR = join(import.meta.dirname, '../../../language/grammar');

console.log = console.error.bind(console);

/** Words such as `parquet` are names to this grammar, too; that nothing declares them is no error of the file. */
class WithoutLinkingErrors extends DefaultDocumentValidator {
  protected override processLinkingErrors(): void {
    // Nothing is told.
  }
}

/** The files of the grammar as one text, in which a name refers to a declaration. */
function linkedGrammar(): string {
  const shapes = readFileSync(join(GRAMMAR, 'shapes.langium'), 'utf8');
  const entry = readFileSync(join(GRAMMAR, 'tenon.langium'), 'utf8');
  const files = [...entry.matchAll(/^import '\.\/([\w-]+)'/gmu)].map(([, name]) =>
    name === 'shapes' ? shapes : readFileSync(join(GRAMMAR, `${name}.langium`), 'utf8'),
  );
  const text = [entry, ...files].join('\n').replaceAll(/^import .*$/gmu, '');
  const linked = text
    .replace('interface NameRef { name: string }', 'interface NameRef { ref: @Declaration }')
    .replace('{NameRef} name=NAME', '{NameRef} ref=[Declaration:NAME]');
  if (!linked.includes('@Declaration') || !linked.includes('[Declaration:NAME]')) {
    throw new Error('The rule of names in the grammar is another one now: mend this file.');
  }
  return linked;
}

const connection = createConnection(ProposedFeatures.all);
const { shared } = await createServicesForGrammar({
  grammar: linkedGrammar(),
  languageMetaData: {
    languageId: 'tenon',
    fileExtensions: ['.tenon'],
    caseInsensitive: false,
    mode: 'production',
  },
  // The words of the language are found by Tenon's lexer; all that follows is Langium's.
  module: {
    ...(TenonParserModule as Module<LangiumServices, PartialLangiumServices>),
    validation: { DocumentValidator: (services: LangiumServices) => new WithoutLinkingErrors(services) },
  },
  sharedModule: createDefaultSharedModule({ connection, ...NodeFileSystem }),
});
startLanguageServer(shared);
