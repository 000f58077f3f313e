import type { Action, Body, Condition, Declaration, Entry, Handler, Statement } from '../generated/ast.ts';
import { isStep } from '../generated/ast.ts';
import { CODES } from '../diagnostics/codes.ts';
import type { ProjectFacts } from '../project/facts.ts';
import type { Analysis } from '../scoping/analysis.ts';
import type { NameScope } from '../scoping/name-scope.ts';
import { didYouMean, suggest } from '../scoping/suggestion.ts';
import type { Symbol } from '../scoping/symbol.ts';
import { article } from '../scoping/value.ts';
import { readType } from '../types/read-type.ts';
import { ratio } from '../vocabulary/value-type.ts';
import type { Vocabulary } from '../vocabulary/vocabulary.ts';
import type { BodyWord, NounWord } from '../vocabulary/word.ts';
import { capital, insideWord, listPlaces, nameOfPlace, placeText, RECOVERY, type Place } from './place.ts';
import { UnknownWords } from './unknown-words.ts';
import { WordChecker } from './word-checker.ts';

export interface CheckerOptions {
  /** Symbols of the statements at the top of the file. */
  readonly declared: ReadonlyMap<object, Symbol>;
  readonly vocabulary: Vocabulary;
  readonly analysis: Analysis;
  readonly facts: ProjectFacts;
}

/** Holds every statement against the vocabulary: known words, in the right place, with values that fit. */
export class StatementChecker {
  readonly #vocabulary: Vocabulary;
  readonly #declared: ReadonlyMap<object, Symbol>;
  readonly #words: WordChecker;
  readonly #unknown: UnknownWords;

  constructor(options: CheckerOptions) {
    this.#vocabulary = options.vocabulary;
    this.#declared = options.declared;
    this.#words = new WordChecker(options.analysis, options.facts);
    this.#unknown = new UnknownWords(options.vocabulary, this.#words);
  }

  checkBody(body: Body | undefined, place: Place): void {
    if (!body) return;
    this.#repeats(body, place);
    for (const statement of body.statements) this.check(statement, place);
  }

  check(statement: Statement, place: Place): void {
    switch (statement.$type) {
      case 'PackageStatement':
      case 'ImportStatement':
        return this.#misplacedHeader(statement, place);
      case 'Entry':
        return this.#entry(statement, place);
      case 'Action':
        return this.#action(statement, place, nameOfPlace(place));
      case 'Condition':
        return this.#condition(statement, place);
      case 'Handler':
        return this.#handler(statement, place);
      case 'When':
        this.#flow(statement, place);
        this.#words.expression(statement.condition, 'steps', place, place.around);
        this.checkBody(statement.body, place);
        if (statement.alternative) this.check(statement.alternative, place);
        return this.checkBody(statement.otherwise, place);
      case 'ForEach':
        this.#flow(statement, place);
        this.#words.expression(statement.values, 'steps', place, place.around);
        return this.checkBody(statement.body, place);
      default:
        return this.#declaration(statement, place);
    }
  }

  #misplacedHeader(statement: Statement, place: Place): void {
    if (!place.word) return;
    place.reader.report({
      code: CODES.misplaced,
      message: 'package and import stand at the top of a file.',
      node: statement,
      help: 'Move it out of the braces.',
    });
  }

  // ---------------------------------------------------------------- declarations

  #declaration(node: Declaration, place: Place): void {
    const word = this.#vocabulary.nouns.get(node.noun);
    const report = place.reader.report;
    const here = nameOfPlace(place);
    if (!word) {
      return report({
        code: CODES.misplaced,
        message: `${node.noun} has no meaning in this version of the language yet.`,
        node,
        property: 'noun',
        severity: 'warning',
      });
    }
    if (!word.in.includes(here)) {
      report({
        code: CODES.misplaced,
        message: `${capital(article(node.noun))} can't stand ${placeText(place)}.`,
        node,
        property: 'noun',
        help: `It stands ${listPlaces(word.in)}.`,
        data: { noun: node.noun, in: word.in },
      });
    }
    const symbol = this.#symbolOf(node, place);
    const around = symbol ?? place.around;
    const reader = symbol ? place.reader.inside(symbol) : place.reader;
    const isWhole = !around || !isPartial(around, node, reader.names);
    this.#words.header(node, word, place, isWhole);
    const inner: Place = {
      ...insideWord(place, this.#madeBy(node) ?? word),
      around,
      subject: symbol ?? place.subject,
      reader,
    };
    if (node.value && word.value?.scope) this.#words.value(node.value, word.value, inner, inner.subject);
    if (isStep(node)) {
      if (node.action) this.#action(node.action, inner, 'step');
      return;
    }
    this.checkBody(node.body, inner);
    if (isWhole) this.#missing(node, word, node.body, inner);
  }

  /** The body of a template is that of the kind it is for. */
  #madeBy(node: Declaration): NounWord | undefined {
    if (node.noun !== 'template') return undefined;
    const kind = node.clauses.find((clause) => clause.word === 'for')?.value;
    return kind?.$type === 'NameRef' ? this.#vocabulary.nouns.get(kind.name) : undefined;
  }

  #symbolOf(node: Declaration, place: Place): Symbol | undefined {
    if (!node.name) return undefined;
    const member = place.around?.all.find((symbol) => symbol.node === node);
    if (member) return member;
    if (!place.word) return this.#declared.get(node);
    // Inside an environment a declaration is about an element that stands elsewhere.
    const found = place.around
      ? (place.reader.names.member(place.around, node.name) ?? undefined)
      : place.reader.names.lookup(node.name, [node.noun]);
    const outside = found ?? place.reader.names.lookup(node.name, [node.noun]);
    if (outside?.kind === node.noun) place.reader.bind({ node, property: 'name', symbol: outside });
    return outside?.kind === node.noun ? outside : undefined;
  }

  #missing(node: Declaration, word: BodyWord, body: Body | undefined, place: Place): void {
    for (const [name, property] of Object.entries(word.properties)) {
      if (!property.required) continue;
      if (body?.statements.some((statement) => statement.$type === 'Entry' && statement.name === name))
        continue;
      place.reader.report({
        code: CODES.missingProperty,
        message: `${node.noun} ${node.name ?? ''} needs ${name}.`.replace('  ', ' '),
        node,
        property: node.name ? 'name' : 'noun',
        help: `Add ${name}: ${property.type.description}.`,
        data: { missing: name, form: 'property', noun: node.noun },
      });
    }
  }

  // ---------------------------------------------------------------- entries

  #entry(node: Entry, place: Place): void {
    const { word } = place;
    const { report } = place.reader;
    if (!word) {
      return report({
        code: CODES.misplaced,
        message: `${node.name} can't stand at the top of a file.`,
        node,
        property: 'name',
        help: 'A file holds package, import and declarations such as source, features or service.',
      });
    }
    const property = Object.hasOwn(word.properties, node.name) ? word.properties[node.name] : undefined;
    const { rows } = word;
    // A colon alone sets a property; a formula, or a place for typed names, makes it a row.
    if (rows && (node.formula || !property)) return this.#row(node, rows, place);
    if (!property) return this.#unknown.property(node, place);
    if (node.formula) {
      report({
        code: CODES.unexpectedValue,
        message: `${node.name} is set with a colon, not with =.`,
        node,
        property: 'name',
        help: `Write ${node.name}: value.`,
        data: { name: node.name },
      });
      return;
    }
    this.#words.flags(node, undefined, node.name, place);
    this.#words.clauses(node, node.clauses, property.clauses ?? {}, node.name, place, place.subject);
    if (node.value) this.#words.value(node.value, property.type, place, place.subject);
    else if (node.body && property.block) this.#words.block(node.body, property.type, place);
    else if (node.body) {
      report({
        code: CODES.wrongValue,
        message: `Expected ${property.type.description}, found a block.`,
        node,
        property: 'name',
      });
    }
  }

  #row(node: Entry, rows: NonNullable<BodyWord['rows']>, place: Place): void {
    const { report } = place.reader;
    if (rows.value) {
      if (node.value) this.#words.value(node.value, rows.value, place, place.subject);
      return this.#rowBody(node, rows, place);
    }
    if (node.value) {
      if (rows.type === 'none')
        report({ code: CODES.unexpectedValue, message: `A ${rows.row} has no type.`, node: node.value });
      else readType(node.value, report);
    } else if (rows.type === 'required') {
      report({
        code: CODES.missingProperty,
        message: `The ${rows.row} ${node.name} needs a type.`,
        node,
        property: 'name',
        help: `Write ${node.name} : string, for example.`,
      });
    }
    if (node.formula) {
      if (rows.formula === 'none') {
        report({ code: CODES.unexpectedValue, message: `A ${rows.row} has no formula.`, node: node.formula });
      } else {
        this.#words.expression(node.formula, rows.formulaScope ?? 'columns', place, place.subject);
      }
    } else if (rows.formula === 'required') {
      const suggestion = suggest(node.name, this.#unknown.wordsOf(place.word!));
      report({
        code: CODES.unknownWord,
        message: `${capital(article(nameOfPlace(place)))} has no property ${node.name}.`,
        node,
        property: 'name',
        help: didYouMean(suggestion) ?? `To define a ${rows.row}, write ${node.name} = formula.`,
        data: { word: node.name, suggestion },
      });
    }
    this.#words.flags(node, rows.flags, rows.row, place);
    this.#words.clauses(node, node.clauses, rows.clauses, `A ${rows.row}`, place, place.subject);
    this.#rowBody(node, rows, place);
  }

  #rowBody(node: Entry, rows: NonNullable<BodyWord['rows']>, place: Place): void {
    const properties = rows.properties ?? {};
    for (const statement of node.body?.statements ?? []) {
      const property = statement.$type === 'Entry' && Object.hasOwn(properties, statement.name);
      if (property) {
        this.#entry(statement, { ...place, word: { properties } });
        continue;
      }
      const known = Object.keys(properties);
      place.reader.report({
        code: CODES.unknownWord,
        message: `${capital(article(rows.row))} has no such property.`,
        node: statement,
        help: known.length > 0 ? `It has ${known.join(', ')}.` : 'It has no properties.',
      });
    }
  }

  // ---------------------------------------------------------------- actions, conditions, handlers

  #action(node: Action, place: Place, where: string): void {
    const word = this.#vocabulary.verbIn(where, node.verb);
    if (!word) return this.#unknown.verb(node, place, where);
    const { report } = place.reader;
    const inner = insideWord(place, word);
    const line: Place = { ...place, names: inner.names };
    if (!node.object && word.object?.required) {
      report({
        code: CODES.missingObject,
        message: `${node.verb} needs ${word.object.type.description}.`,
        node,
        property: 'verb',
        help: word.object.doc,
      });
    }
    if (node.object) {
      if (word.object) this.#words.value(node.object, word.object.type, line, place.subject);
      else
        report({
          code: CODES.unexpectedValue,
          message: `${node.verb} stands by itself.`,
          node: node.object,
          help: word.doc,
        });
    }
    this.#words.clauses(node, node.clauses, word.clauses, node.verb, line, place.subject);
    this.checkBody(node.body, inner);
    if (node.next) this.#action(node.next, place, RECOVERY);
  }

  #condition(node: Condition, place: Place): void {
    const { word } = place;
    if (node.share) {
      if (word?.shares) {
        this.#words.value(node.expression, word.shares.type, place, place.subject);
        this.#words.value(node.share, SHARE, place, place.subject);
      } else if (!word?.settings) this.#notHere(node, place, 'A share');
      return;
    }
    if (!word?.conditions) return this.#notHere(node, place, 'A condition');
    this.#words.expression(node.expression, word.conditions.scope, place, place.subject);
  }

  #notHere(node: Condition, place: Place, what: string): void {
    place.reader.report({
      code: CODES.misplaced,
      message: `${what} can't stand ${placeText(place)}.`,
      node,
      help: 'Give it a verb, such as require or expect, or a name and a colon.',
    });
  }

  #handler(node: Handler, place: Place): void {
    const events = place.word?.events;
    if (!events) {
      place.reader.report({
        code: CODES.misplaced,
        message: `Nothing happens ${placeText(place)} that "on" could wait for.`,
        node,
        property: 'event',
      });
    } else if (node.event !== undefined && !Object.hasOwn(events, node.event)) {
      const suggestion = suggest(node.event, Object.keys(events));
      place.reader.report({
        code: CODES.unknownWord,
        message: `${node.event} is not an event of ${article(nameOfPlace(place))}.`,
        node,
        property: 'event',
        help: didYouMean(suggestion) ?? `Events: ${Object.keys(events).join(', ')}.`,
        data: { word: node.event, suggestion },
      });
    }
    if (node.action) this.#action(node.action, place, RECOVERY);
    for (const statement of node.body?.statements ?? []) {
      if (statement.$type === 'Action') this.#action(statement, place, RECOVERY);
      else this.check(statement, place);
    }
  }

  #flow(node: Statement, place: Place): void {
    if (place.word?.flow) return;
    place.reader.report({
      code: CODES.misplaced,
      message: `A branch or loop can't stand ${placeText(place)}.`,
      node,
      help: 'They stand in pipelines.',
    });
  }

  // ---------------------------------------------------------------- repeats

  /** The same property twice in one body: the second would silently win. */
  #repeats(body: Body, place: Place): void {
    const seen = new Set<string>();
    for (const statement of body.statements) {
      if (statement.$type !== 'Entry' || !statement.name) continue;
      if (seen.has(statement.name)) {
        place.reader.report({
          code: CODES.repeated,
          message: `${statement.name} is set twice here.`,
          node: statement,
          property: 'name',
          help: 'Keep one of them.',
        });
      }
      seen.add(statement.name);
    }
  }
}

const SHARE = ratio();

/** A declaration that only adds to an element: an environment's override, or an instance of a template. */
const isPartial = (symbol: Symbol, node: Declaration, names: NameScope): boolean =>
  symbol.node !== node || names.counterpart(symbol) !== undefined || node.value?.$type === 'Call';
