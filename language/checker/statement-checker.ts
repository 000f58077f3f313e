import type {
  Action,
  Body,
  Clause,
  Condition,
  Declaration,
  Entry,
  Expression as ExpressionSyntax,
  Handler,
  Statement,
} from '../generated/ast.ts';
import { isStep } from '../generated/ast.ts';
import { CODES } from '../diagnostics/codes.ts';
import type { Analysis } from '../scoping/analysis.ts';
import { ExpressionBinder } from '../scoping/expression-binder.ts';
import { EMPTY_SCOPE } from '../scoping/expression-scope.ts';
import type { Reader } from '../scoping/reader.ts';
import { didYouMean, suggest } from '../scoping/suggestion.ts';
import type { Symbol } from '../scoping/symbol.ts';
import { article } from '../scoping/value.ts';
import { readType } from '../types/read-type.ts';
import type { ProjectFacts } from '../project/facts.ts';
import { ratio, type ValueType } from '../vocabulary/value-type.ts';
import { placeOf, type Vocabulary } from '../vocabulary/vocabulary.ts';
import type { BodyWord, Clauses, NounWord } from '../vocabulary/word.ts';

/** Where a statement stands: which words may be used, which names are seen. */
export interface Place {
  /** Word whose body this is; undefined at the top of a file. */
  readonly word: BodyWord | undefined;
  /** The innermost element with a name. */
  readonly around: Symbol | undefined;
  /** What expressions over rows and metrics are about: the step, source or view. */
  readonly subject: Symbol | undefined;
  readonly reader: Reader;
}

export interface CheckerOptions {
  readonly vocabulary: Vocabulary;
  readonly analysis: Analysis;
  readonly facts: ProjectFacts;
}

/** The place of a body of recovery actions, after `on event` and `then`. */
const RECOVERY = 'on';

/** Holds every statement against the vocabulary: known words, in the right place, with values that fit. */
export class StatementChecker {
  readonly #vocabulary: Vocabulary;
  readonly #analysis: Analysis;
  readonly #facts: ProjectFacts;

  constructor(options: CheckerOptions) {
    this.#vocabulary = options.vocabulary;
    this.#analysis = options.analysis;
    this.#facts = options.facts;
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
        this.#expression(statement.condition, this.#analysis.scope('steps', place.around), place.reader);
        this.checkBody(statement.body, place);
        if (statement.alternative) this.check(statement.alternative, place);
        return this.checkBody(statement.otherwise, place);
      case 'ForEach':
        this.#flow(statement, place);
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
    this.#header(node, word, place);
    const symbol = this.#symbolOf(node, place);
    const inner: Place = {
      word,
      around: symbol ?? place.around,
      subject: symbol ?? place.subject,
      reader: symbol ? place.reader.inside(symbol) : place.reader,
    };
    if (isStep(node)) {
      if (node.action) this.#action(node.action, inner, 'step');
      return;
    }
    this.checkBody(node.body, inner);
    this.#missing(node, word, node.body, inner);
  }

  #header(node: Declaration, word: NounWord, place: Place): void {
    const { report } = place.reader;
    if (word.name === 'required' && !node.name) {
      report({ code: CODES.missingName, message: `${capital(article(word.noun))} needs a name.`, node, property: 'noun' });
    }
    if (word.name === 'none' && node.name) {
      report({ code: CODES.missingName, message: `${word.noun} has no name.`, node, property: 'name', help: `Write ${word.noun} { … }.` });
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
      else report({ code: CODES.unexpectedValue, message: `${capital(article(word.noun))} has no type.`, node: node.type });
    } else if (word.typed === 'required') {
      report({ code: CODES.missingProperty, message: `${word.noun} ${node.name ?? ''} needs a type.`, node, property: 'name', help: 'Add one after a colon, such as : float32[batch, 3].' });
    }
    this.#headerValue(node, word, place);
    this.#flags(node, word.flags, word.noun, place);
    this.#clauses(node, node.clauses, word.clauses, word.noun, place, place.subject);
  }

  #headerValue(node: Declaration, word: NounWord, place: Place): void {
    if (!node.value) return;
    if (word.value) {
      place.reader.read(word.value, node.value);
      return;
    }
    if (node.value.$type === 'Call' && node.value.callee.$type === 'NameRef') {
      const template = place.reader.names.lookupOutside(node.value.callee.name, ['template']);
      if (template?.kind === 'template') {
        place.reader.bind({ node: node.value.callee, property: 'name', symbol: template });
        for (const argument of node.value.arguments) place.reader.evaluate(argument.value);
        return;
      }
      const suggestion = suggest(
        node.value.callee.name,
        [...place.reader.names.visible()].filter((symbol) => symbol.kind === 'template').map((symbol) => symbol.name),
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

  #flags(
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
        help: didYouMean(suggestion) ?? (allowed ? `Possible: ${Object.keys(allowed).join(', ')}.` : 'Remove it.'),
        data: { word: flag, suggestion },
      });
    }
  }

  #clauses(
    node: Statement,
    clauses: readonly Clause[],
    allowed: Clauses,
    what: string,
    place: Place,
    subject: Symbol | undefined,
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
          help: Object.keys(allowed).length > 0 ? `It takes ${Object.keys(allowed).join(', ')}.` : 'Remove it.',
          data: { word: clause.word, suggestion: suggest(clause.word, Object.keys(allowed)) },
        });
        continue;
      }
      if (seen.has(clause.word)) {
        place.reader.report({ code: CODES.repeated, message: `"${clause.word}" is there twice.`, node: clause, property: 'word', help: 'Keep one; several values go into brackets.' });
      }
      seen.add(clause.word);
      if (clause.value) this.#value(clause.value, word.type, place, subject);
    }
    for (const [name, word] of Object.entries(allowed)) {
      if (!word.required || seen.has(name)) continue;
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

  #symbolOf(node: Declaration, place: Place): Symbol | undefined {
    if (!node.name) return undefined;
    const member = place.around?.all.find((symbol) => symbol.node === node);
    if (member) return member;
    if (!place.word) return place.reader.names.file.declared.find((symbol) => symbol.node === node);
    // Inside an environment a declaration is about an element that stands elsewhere.
    const found = place.around
      ? (place.reader.names.member(place.around, node.name) ?? undefined)
      : place.reader.names.lookup(node.name, [node.noun]);
    const outside = found ?? place.reader.names.lookup(node.name, [node.noun]);
    if (outside?.kind === node.noun) place.reader.bind({ node, property: 'name', symbol: outside });
    return outside?.kind === node.noun ? outside : undefined;
  }

  #missing(node: Declaration, word: BodyWord, body: Body | undefined, place: Place): void {
    if (place.around && isPartial(place.around, node)) return;
    for (const [name, property] of Object.entries(word.properties)) {
      if (!property.required) continue;
      if (body?.statements.some((statement) => statement.$type === 'Entry' && statement.name === name)) continue;
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
      return report({ code: CODES.misplaced, message: `${node.name} can't stand at the top of a file.`, node, property: 'name', help: 'A file holds package, import and declarations such as source, features or service.' });
    }
    const property = Object.hasOwn(word.properties, node.name) ? word.properties[node.name] : undefined;
    const { rows } = word;
    // A colon alone sets a property; a formula, or a place for typed names, makes it a row.
    if (rows && (node.formula || !property)) return this.#row(node, rows, place);
    if (!property) return this.#unknownProperty(node, place);
    if (node.formula) {
      report({ code: CODES.unexpectedValue, message: `${node.name} is set with a colon, not with =.`, node, property: 'name', help: `Write ${node.name}: value.`, data: { name: node.name } });
      return;
    }
    this.#flags(node, undefined, node.name, place);
    this.#clauses(node, node.clauses, {}, node.name, place, place.subject);
    if (node.value) this.#value(node.value, property.type, place, place.subject);
    else if (node.body && !property.block) {
      report({ code: CODES.wrongValue, message: `Expected ${property.type.description}, found a block.`, node, property: 'name' });
    }
  }

  #unknownProperty(node: Entry, place: Place): void {
    const word = place.word!;
    if (word.settings) {
      if (node.value) this.#value(node.value, word.settings.type, place, place.subject);
      return;
    }
    const here = nameOfPlace(place);
    const candidates = this.#wordsOf(word);
    const suggestion = suggest(node.name, candidates);
    const known = Object.keys(word.properties);
    place.reader.report({
      code: CODES.unknownWord,
      message: `${capital(article(here))} has no property ${node.name}.`,
      node,
      property: 'name',
      help: didYouMean(suggestion) ?? (known.length > 0 ? `It has ${known.join(', ')}.` : 'It has no properties.'),
      data: { word: node.name, suggestion },
    });
  }

  #row(node: Entry, rows: NonNullable<BodyWord['rows']>, place: Place): void {
    const { report } = place.reader;
    if (rows.value) {
      if (node.value) this.#value(node.value, rows.value, place, place.subject);
      return;
    }
    if (node.value) {
      if (rows.type === 'none') report({ code: CODES.unexpectedValue, message: `A ${rows.row} has no type.`, node: node.value });
      else readType(node.value, report);
    } else if (rows.type === 'required') {
      report({ code: CODES.missingProperty, message: `The ${rows.row} ${node.name} needs a type.`, node, property: 'name', help: `Write ${node.name} : string, for example.` });
    }
    if (node.formula) {
      if (rows.formula === 'none') {
        report({ code: CODES.unexpectedValue, message: `A ${rows.row} has no formula.`, node: node.formula });
      } else {
        this.#expression(node.formula, this.#analysis.scope(rows.formulaScope ?? 'columns', place.subject), place.reader);
      }
    } else if (rows.formula === 'required') {
      const suggestion = suggest(node.name, this.#wordsOf(place.word!));
      report({
        code: CODES.unknownWord,
        message: `${capital(article(nameOfPlace(place)))} has no property ${node.name}.`,
        node,
        property: 'name',
        help: didYouMean(suggestion) ?? `To define a ${rows.row}, write ${node.name} = formula.`,
        data: { word: node.name, suggestion },
      });
    }
    this.#flags(node, rows.flags, rows.row, place);
    this.#clauses(node, node.clauses, rows.clauses, `A ${rows.row}`, place, place.subject);
  }

  // ---------------------------------------------------------------- actions, conditions, handlers

  #action(node: Action, place: Place, where: string): void {
    const word = this.#vocabulary.verbIn(where, node.verb);
    if (!word) return this.#unknownVerb(node, place, where);
    const { report } = place.reader;
    if (!node.object && word.object?.required) {
      report({ code: CODES.missingObject, message: `${node.verb} needs ${word.object.type.description}.`, node, property: 'verb', help: word.object.doc });
    }
    if (node.object) {
      if (word.object) this.#value(node.object, word.object.type, place, place.subject);
      else report({ code: CODES.unexpectedValue, message: `${node.verb} stands by itself.`, node: node.object, help: word.doc });
    }
    this.#clauses(node, node.clauses, word.clauses, node.verb, place, place.subject);
    this.checkBody(node.body, { ...place, word });
    if (node.next) this.#action(node.next, place, RECOVERY);
  }

  #unknownVerb(node: Action, place: Place, where: string): void {
    const candidates =
      where === 'step' || where === RECOVERY
        ? [...this.#vocabulary.verbsIn(where).keys()]
        : place.word
          ? this.#wordsOf(place.word)
          : [...this.#vocabulary.nouns.keys()];
    const suggestion = suggest(node.verb, candidates);
    const elsewhere = this.#vocabulary.verbs.get(node.verb);
    const shown = candidates.length > 12 ? [] : candidates;
    const help = elsewhere
      ? `It stands ${listPlaces([...new Set(elsewhere.flatMap((word) => word.in))])}.`
      : (didYouMean(suggestion) ?? (shown.length > 0 ? `Known here: ${shown.join(', ')}.` : undefined));
    place.reader.report({
      code: elsewhere ? CODES.misplaced : CODES.unknownWord,
      message: elsewhere ? `${node.verb} can't stand ${placeText(place)}.` : `${node.verb} is not a word that is known ${placeText(place)}.`,
      node,
      property: 'verb',
      ...(help ? { help } : {}),
      data: { word: node.verb, suggestion },
    });
  }

  #condition(node: Condition, place: Place): void {
    const { word } = place;
    if (node.share) {
      if (word?.shares) {
        this.#value(node.expression, word.shares.type, place, place.subject);
        this.#value(node.share, SHARE, place, place.subject);
      } else if (!word?.settings) this.#notHere(node, place, 'A share');
      return;
    }
    if (!word?.conditions) return this.#notHere(node, place, 'A condition');
    this.#expression(node.expression, this.#analysis.scope(word.conditions.scope, place.subject), place.reader);
  }

  #notHere(node: Condition, place: Place, what: string): void {
    place.reader.report({ code: CODES.misplaced, message: `${what} can't stand ${placeText(place)}.`, node, help: 'Give it a verb, such as require or expect, or a name and a colon.' });
  }

  #handler(node: Handler, place: Place): void {
    const events = place.word?.events;
    if (!events) {
      place.reader.report({ code: CODES.misplaced, message: `Nothing happens ${placeText(place)} that "on" could wait for.`, node, property: 'event' });
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
    place.reader.report({ code: CODES.misplaced, message: `A branch or loop can't stand ${placeText(place)}.`, node, help: 'They stand in pipelines.' });
  }

  // ---------------------------------------------------------------- values

  #value(node: ExpressionSyntax, type: ValueType, place: Place, subject: Symbol | undefined): void {
    if (type.scope) return this.#expression(node, this.#analysis.scope(type.scope, subject ?? place.around), place.reader);
    if (type.items?.scope && node.$type === 'List') {
      for (const item of node.items) this.#value(item, type.items, place, subject);
      return;
    }
    const value = place.reader.read(type, node);
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

  #expression(node: ExpressionSyntax, scope: ReturnType<Analysis['scope']>, reader: Reader): void {
    new ExpressionBinder(scope ?? EMPTY_SCOPE, reader).bind(node);
  }

  // ---------------------------------------------------------------- repeats

  /** The same property twice in one body: the second would silently win. */
  #repeats(body: Body, place: Place): void {
    const seen = new Set<string>();
    for (const statement of body.statements) {
      if (statement.$type !== 'Entry' || !statement.name) continue;
      if (seen.has(statement.name)) {
        place.reader.report({ code: CODES.repeated, message: `${statement.name} is set twice here.`, node: statement, property: 'name', help: 'Keep one of them.' });
      }
      seen.add(statement.name);
    }
  }

  #wordsOf(word: BodyWord): string[] {
    const place = placeOf(word);
    return [
      ...Object.keys(word.properties),
      ...this.#vocabulary.nounsIn(place).map((noun) => noun.noun),
      ...this.#vocabulary.verbsIn(place).keys(),
    ];
  }
}

const SHARE = ratio();

const nameOfPlace = (place: Place): string => (place.word ? placeOf(place.word) : 'file');

const placeText = (place: Place): string =>
  place.word ? `in ${article(placeOf(place.word))}` : 'at the top of a file';

const listPlaces = (places: readonly string[]): string =>
  places
    .map((each) => (each === 'file' ? 'at the top of a file' : each === 'step' ? 'after step name =' : each === RECOVERY ? 'after "on failure" and "then"' : `in ${article(each)}`))
    .join(' or ');

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** A declaration that only adds to an element: an environment's override, or an instance of a template. */
const isPartial = (symbol: Symbol, node: Declaration): boolean =>
  symbol.node !== node || ('value' in node && node.value?.$type === 'Call');

