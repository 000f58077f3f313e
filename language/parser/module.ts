import {
  LangiumCompletionParser,
  createParser,
  inject,
  EmptyFileSystem,
  createDefaultCoreModule,
  createDefaultSharedCoreModule,
} from 'langium';
import type {
  LangiumCoreServices,
  LangiumSharedCoreServices,
  Module,
  PartialLangiumCoreServices,
} from 'langium';
import { TenonGeneratedModule, TenonGeneratedSharedModule } from '../generated/module.ts';
import { TenonLexer } from './lexer.ts';
import { TenonLexerMessages, TenonParserMessages } from './messages.ts';
import { StatementLookahead } from './recovery.ts';
import { createTenonParser } from './tenon-parser.ts';
import { TenonTokenBuilder } from './token-builder.ts';
import { TenonValueConverter } from './value-converter.ts';

/** The services of the text side; whoever wires a language server adds its own module after this one. */
export const TenonParserModule: Module<LangiumCoreServices, PartialLangiumCoreServices> = {
  parser: {
    ParserConfig: () => ({
      recoveryEnabled: true,
      maxLookahead: 1,
      lookaheadStrategy: new StatementLookahead(),
      skipValidations: true,
    }),
    TokenBuilder: () => new TenonTokenBuilder(),
    Lexer: (services) => new TenonLexer(services),
    LexerErrorMessageProvider: () => new TenonLexerMessages(),
    ParserErrorMessageProvider: () => new TenonParserMessages(),
    ValueConverter: () => new TenonValueConverter(),
    LangiumParser: (services) => createTenonParser(services),
    CompletionParser: (services) => {
      const parser = createParser(
        services.Grammar,
        new LangiumCompletionParser(services),
        services.parser.Lexer.definition,
      );
      parser.finalize();
      return parser;
    },
  },
};

/** Services that can parse, without a workspace or a connection. */
export function createParserServices(): LangiumCoreServices {
  const shared: LangiumSharedCoreServices = inject(
    createDefaultSharedCoreModule(EmptyFileSystem),
    TenonGeneratedSharedModule,
  );
  const services = inject(createDefaultCoreModule({ shared }), TenonGeneratedModule, TenonParserModule);
  shared.ServiceRegistry.register(services);
  return services;
}
