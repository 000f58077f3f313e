import type {
  Body,
  Clause,
  Condition,
  Declaration,
  Entry,
  Expression as ExpressionSyntax,
  Statement,
} from '../generated/ast.ts';
import { CODES } from '../diagnostics/codes.ts';
import type { ProjectFacts } from '../project/facts.ts';
import type { AmountChecks } from '../scoping/amounts.ts';
import type { Analysis } from '../scoping/analysis.ts';
import { ExpressionBinder } from '../scoping/expression-binder.ts';
import { joinScopes, namedScope, type ExpressionScope } from '../scoping/expression-scope.ts';
import { LIBRARY_PACKAGE } from '../scoping/project-symbols.ts';
import { didYouMean, suggest } from '../scoping/suggestion.ts';
import type { Symbol } from '../scoping/symbol.ts';
import { article, topOf } from '../scoping/value.ts';
import { readType } from '../types/read-type.ts';
import { reference, type ExpressionScopeName, type ValueType } from '../vocabulary/value-type.ts';
import type { Clauses, NounWord } from '../vocabulary/word.ts';
import { capital, nameOfPlace, type Place } from './place.ts';

/** Types of parameters that stand for an element. */
const ELEMENT_TYPES: ReadonlySet<string> = new Set(['model', 'cloud']);

/** Checks the words of a statement's line: name, type, value, flags, clauses, and the values in them. */
export class WordChecker {
  readonly #analysis: Analysis;
  readonly #facts: ProjectFacts;

  constructor(analysis: Analysis, facts: ProjectFacts) {
    this.#analysis = analysis;
    this.#facts = facts;
  }

  header(node: Declaration, word: NounWord, place: Place, isWhole: boolean): void {
    const { report } = place.reader;
    if (word.name === 'required' && !node.name) {
      report({
        code: CODES.missingName,
        message: `${capital(article(word.noun))} needs a name.`,
        node,
        property: 'noun',
      });
    }
    if (word.name === 'none' && node.name) {
      report({
        code: CODES.missingName,
        message: `${word.noun} has no name.`,
        node,
        property: 'name',
        help: `Write ${word.noun} { … }.`,
      });
    }
    if (word.choices && node.name && !Object.hasOwn(word.choices, node.name)) {
      const suggestion = suggest(node.name, Object.keys(word.choices));
      report({
        code: CODES.wrongValue,
        message: `${node.name} is not ${article(word.noun)} that Tenon knows.`,
        node,
        property: 'name',
        help: didYouMean(suggestion) ?? `Known: ${Object.keys(word.choices).join(', ')}.`,
        data: { word: node.name, suggestion, allowed: Object.keys(word.choices) },
      });
    }
    if (node.type) {
      if (word.typed) readType(node.type, report);
      else
        report({
          code: CODES.unexpectedValue,
          message: `${capital(article(word.noun))} has no type.`,
          node: node.type,
        });
    } else if (word.typed === 'required') {
      report({
        code: CODES.missingProperty,
        message: `${word.noun} ${node.name ?? ''} needs a type.`,
        node,
        property: 'name',
        help: 'Add one after a colon, such as : float32[batch, 3].',
      });
    }
    this.#headerValue(node, word, place);
    this.flags(node, word.flags, word.noun, place);
    this.clauses(node, node.clauses, word.clauses, word.noun, place, place.subject, isWhole);
  }

  #headerValue(node: Declaration, word: NounWord, place: Place): void {
    if (!node.value) return;
    if (word.value?.scope) return; // It is about the declared name, which is not entered yet.
    if (word.value) {
      place.reader.read(word.value, node.value);
      return;
    }
    if (node.value.$type === 'Call' && node.value.callee.$type === 'NameRef') {
      const template = place.reader.names.lookupOutside(node.value.callee.name, ['template']);
      if (template?.kind === 'template') {
        place.reader.bind({ node: node.value.callee, property: 'name', symbol: template });
        this.#arguments(node.value, template, place);
        return;
      }
      const suggestion = suggest(
        node.value.callee.name,
        [...place.reader.names.visible()]
          .filter((symbol) => symbol.kind === 'template')
          .map((symbol) => symbol.name),
      );
      return place.reader.report({
        code: CODES.unknownName,
        message: `There is no template ${node.value.callee.name}.`,
        node: node.value.callee,
        ...(suggestion ? { help: didYouMean(suggestion)! } : {}),
        data: { name: node.value.callee.name, suggestion },
      });
    }
    place.reader.report({
      code: CODES.unexpectedValue,
      message: `${capital(article(word.noun))} is not set with =.`,
      node: node.value,
      help: `Write ${word.noun} ${node.name ?? 'name'} { … }.`,
    });
  }

  /** Arguments of a template; those that stand for an element have to name one of its kind. */
  #arguments(call: Extract<ExpressionSyntax, { $type: 'Call' }>, template: Symbol, place: Place): void {
    const parameters = 'parameters' in template.node ? template.node.parameters : [];
    for (const [index, argument] of call.arguments.entries()) {
      const parameter = argument.name
        ? parameters.find((each) => each.name === argument.name)
        : parameters[index];
      const type = parameter?.type;
      const kind = type?.$type === 'NameRef' && ELEMENT_TYPES.has(type.name) ? type.name : undefined;
      if (kind) place.reader.read(reference(kind), argument.value);
      else place.reader.evaluate(argument.value);
    }
  }

  flags(
    node: Declaration | Entry | Condition,
    allowed: Readonly<Record<string, string>> | undefined,
    what: string,
    place: Place,
  ): void {
    for (const [index, flag] of node.flags.entries()) {
      if (allowed && Object.hasOwn(allowed, flag)) continue;
      const suggestion = suggest(flag, Object.keys(allowed ?? {}));
      place.reader.report({
        code: CODES.unexpectedFlag,
        message: `${flag} means nothing after ${article(what)}.`,
        node,
        property: 'flags',
        index,
        help:
          didYouMean(suggestion) ??
          (allowed ? `Possible: ${Object.keys(allowed).join(', ')}.` : 'Remove it.'),
        data: { word: flag, suggestion },
      });
    }
  }

  clauses(
    node: Statement,
    clauses: readonly Clause[],
    allowed: Clauses,
    what: string,
    place: Place,
    subject: Symbol | undefined,
    isWhole = true,
  ): void {
    const seen = new Set<string>();
    for (const clause of clauses) {
      const word = Object.hasOwn(allowed, clause.word) ? allowed[clause.word] : undefined;
      if (!word) {
        place.reader.report({
          code: CODES.unexpectedClause,
          message: `${what} takes no "${clause.word}".`,
          node: clause,
          property: 'word',
          help:
            Object.keys(allowed).length > 0 ? `It takes ${Object.keys(allowed).join(', ')}.` : 'Remove it.',
          data: { word: clause.word, suggestion: suggest(clause.word, Object.keys(allowed)) },
        });
        continue;
      }
      if (seen.has(clause.word)) {
        place.reader.report({
          code: CODES.repeated,
          message: `"${clause.word}" is there twice.`,
          node: clause,
          property: 'word',
          help: 'Keep one; several values go into brackets.',
        });
      }
      seen.add(clause.word);
      if (clause.value) this.value(clause.value, word.type, place, subject);
    }
    for (const [name, word] of Object.entries(allowed)) {
      if (!isWhole || !word.required || seen.has(name)) continue;
      place.reader.report({
        code: CODES.missingProperty,
        message: `${capital(what)} needs "${name}": ${word.doc.charAt(0).toLowerCase()}${word.doc.slice(1)}`,
        node,
        property: 'name',
        help: `Add ${name} and ${word.type.description}.`,
        data: { missing: name, form: 'clause' },
      });
    }
  }

  /** A machine or runtime is a text or word to the model, and something to jump to for the reader. */
  #bindLibrary(node: ExpressionSyntax, name: string, kind: string, { reader }: Place): void {
    const symbol = reader.names.project.declared(LIBRARY_PACKAGE, name).find((each) => each.kind === kind);
    if (!symbol) return;
    if (node.$type === 'NameRef') reader.bind({ node, property: 'name', symbol });
    if (node.$type === 'StringLiteral') {
      reader.bind({ node, property: 'value', symbol, span: { offset: 1, length: name.length } });
    }
  }

  value(node: ExpressionSyntax, type: ValueType, place: Place, subject: Symbol | undefined): void {
    if (type.scope) return this.expression(node, type.scope, place, subject ?? place.around);
    if (type.items?.scope && node.$type === 'List') {
      for (const item of node.items) this.value(item, type.items, place, subject);
      return;
    }
    const value = place.reader.read(type, node);
    if (type.library && typeof value === 'string') this.#bindLibrary(node, value, type.library, place);
    if (type.file && typeof value === 'string' && this.#facts.exists(value) === false) {
      place.reader.report({
        code: CODES.fileMissing,
        message: `There is no file ${value} in the project.`,
        node,
        help: 'The path is relative to the project folder, where tenon.json is.',
        data: { path: value },
      });
    }
  }

  /** `stores: { online: redis }`: words of the property's type, each with the element that stands for it. */
  block(body: Body, type: ValueType, place: Place): void {
    const words = Object.keys(type.words ?? {});
    for (const statement of body.statements) {
      if (statement.$type === 'Entry' && words.includes(statement.name)) {
        if (statement.value) place.reader.read(reference(), statement.value);
        continue;
      }
      const name = statement.$type === 'Entry' ? statement.name : '';
      const suggestion = suggest(name, words);
      place.reader.report({
        code: CODES.wrongValue,
        message:
          name === '' ? 'Only names with a colon stand here.' : `${name} is none of ${words.join(', ')}.`,
        node: statement,
        ...(name === '' ? {} : { property: 'name' }),
        ...(suggestion ? { help: didYouMean(suggestion)! } : {}),
        data: { word: name, suggestion, allowed: words },
      });
    }
  }

  /** Checks an expression over the names of a scope and those that the words around bring. */
  expression(
    node: ExpressionSyntax,
    scope: ExpressionScopeName,
    place: Place,
    about: Symbol | undefined,
  ): void {
    const names = this.#analysis.scope(scope, about);
    const brought = Object.keys(place.names);
    const isExperiment = about?.kind === 'experiment';
    const figures = (name: string): ExpressionScope | undefined =>
      isExperiment ? this.#analysis.figuresOf(name, about) : undefined;
    const all = brought.length > 0 ? joinScopes([names, namedScope(brought, figures)]) : names;
    new ExpressionBinder(all, place.reader, undefined, amountChecks(place)).bind(node);
  }
}

/** What no rule says of the amounts in an expression; a rule sees services and pipelines, a promise of a pipeline apart. */
function amountChecks(place: Place): AmountChecks {
  const top = place.around && topOf(place.around).kind;
  const isPromise = nameOfPlace(place) === 'objective';
  const isRuled = top === 'service' || top === 'template' || (top === 'pipeline' && !isPromise);
  return {
    limits: !isRuled,
    ownNames: isPromise && top === 'service',
  };
}
