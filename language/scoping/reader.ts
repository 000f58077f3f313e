import { textOf } from '../parser/index.ts';
import type { Expression as ExpressionSyntax } from '../generated/ast.ts';
import { CODES } from '../diagnostics/codes.ts';
import type { DataType } from '../types/data-type.ts';
import { parseQuantity } from '../types/quantity.ts';
import type { ValueType } from '../vocabulary/value-type.ts';
import type { NameScope } from './name-scope.ts';
import type { Bind, Problem, Report } from './problem.ts';
import { didYouMean, renamed, suggest } from './suggestion.ts';
import type { Symbol } from './symbol.ts';
import { topOf, type ArgumentValue, type Value } from './value.ts';

/** What a parameter or template argument stands for: a value, or only a type when it has none here. */
export type ParameterLookup = (symbol: Symbol) => Value | DataType | undefined;

/** What `lake.name` and the like mean: facts of an element that are not declared inside it. */
export type AttributeLookup = (symbol: Symbol, attribute: string, instance?: Symbol) => string | undefined;

export interface ReaderOptions {
  readonly names: NameScope;
  readonly report: Report;
  readonly bind: Bind;
  readonly parameter: ParameterLookup;
  readonly attribute: AttributeLookup;
}

const IGNORE = (): void => undefined;

/**
 * Reads expressions in value positions: looks names up, replaces parameters by their values, and
 * hands the result to the vocabulary's type. Reading the same node twice gives the same answer.
 */
export class Reader {
  readonly names: NameScope;
  readonly report: Report;
  readonly bind: Bind;
  readonly #options: ReaderOptions;

  constructor(options: ReaderOptions) {
    this.#options = options;
    this.names = options.names;
    this.report = options.report;
    this.bind = options.bind;
  }

  inside(symbol: Symbol): Reader {
    return new Reader({ ...this.#options, names: this.names.inside(symbol) });
  }

  /** The same without reporting: what was checked once is not told twice. */
  silently(): Reader {
    return new Reader({ ...this.#options, report: IGNORE, bind: IGNORE });
  }

  read<T>(type: ValueType<T>, node: ExpressionSyntax): T | undefined {
    return type.read(this.evaluate(node, type), (value, message, extra) => {
      const about = value.node;
      this.report({ code: CODES.wrongValue, message, node: about, ...extra });
    });
  }

  /** What an expression stands for; `expected` decides whether a bare name is a word or a reference. */
  evaluate(node: ExpressionSyntax, expected?: ValueType): Value {
    // In broken text an operand may be missing although the syntax tree's types promise one.
    if ((node as ExpressionSyntax | undefined) === undefined) return { is: 'unknown', node };
    switch (node.$type) {
      case 'NumberLiteral':
        return { is: 'number', number: node.value, node };
      case 'QuantityLiteral':
        return this.#quantity(node, node.text);
      case 'StringLiteral':
        return { is: 'text', text: this.#interpolate(node, node.value), node };
      case 'BooleanLiteral':
        return { is: 'boolean', boolean: node.value, node };
      case 'NullLiteral':
        return { is: 'null', node };
      case 'List':
        return {
          is: 'list',
          items: node.items.map((item) => this.evaluate(item, expected?.items ?? expected)),
          node,
        };
      case 'Binary':
        return this.#binary(node, expected);
      case 'Unary':
        return this.#negative(node);
      case 'NameRef':
        return this.#name(node, node.name, expected);
      case 'Member':
        return this.#member(node, expected);
      case 'Version': {
        const receiver = this.evaluate(node.receiver, expected);
        return receiver.is === 'reference'
          ? { ...receiver, version: node.version, node }
          : { is: 'unknown', node };
      }
      case 'Call':
        return this.#call(node, expected);
      default:
        return { is: 'unknown', node };
    }
  }

  #quantity(node: ExpressionSyntax, text: string): Value {
    const result = parseQuantity(text);
    if ('quantity' in result) return { is: 'quantity', quantity: result.quantity, node };
    this.report({
      code: CODES.unknownUnit,
      message: result.problem,
      node,
      help: 'Durations: ms, s, m, h, d. Sizes: MB, GB, MiB, GiB. Shares: %. Rates: /s, /min.',
    });
    return { is: 'unknown', node };
  }

  /** Replaces `${reference}` by the text of what it refers to; an unknown reference stays as it is. */
  #interpolate(node: ExpressionSyntax, text: string): string {
    const places = [...textOf(node).matchAll(/\$\{\s*([^}.]*)/gu)];
    return text.replaceAll(/\$\{\s*([^}]*?)\s*\}/gu, (whole, path: string) => {
      const [head, ...rest] = path.split('.');
      const place = places.shift();
      const offset = place ? place.index + place[0].length - place[1]!.length : 0;
      const span = { offset, length: head!.length };
      const symbol = this.names.lookup(head!);
      if (!symbol) {
        this.#unknownName(node, head!, { span });
        return whole;
      }
      this.bind({ node, property: 'value', symbol, span });
      const found = this.#follow(symbol, rest);
      if (typeof found === 'string') return found;
      if (found) {
        const value = this.#parameter(found, node);
        if (value?.is === 'text') return value.text;
        if (value?.is === 'number') return String(value.number);
        if (value?.is === 'word') return value.word;
        if (value?.is === 'open') return whole;
      }
      this.report({
        code: CODES.unknownMember,
        message: `\${${path}} has no text value.`,
        node,
        help: 'Refer to a parameter, or to an attribute such as lake.name.',
      });
      return whole;
    });
  }

  #follow(symbol: Symbol, path: readonly string[]): Symbol | string | undefined {
    let current = symbol;
    let instance: Symbol | undefined;
    for (const [index, name] of path.entries()) {
      const member = this.names.member(current, name);
      if (!member) {
        return index === path.length - 1 ? this.#options.attribute(current, name, instance) : undefined;
      }
      instance = instanceOf(current, member, instance);
      current = member;
    }
    return current;
  }

  #binary(node: Extract<ExpressionSyntax, { $type: 'Binary' }>, expected?: ValueType): Value {
    if (node.operator === '..') {
      return { is: 'range', from: this.evaluate(node.left), to: this.evaluate(node.right), node };
    }
    const left = this.evaluate(node.left, expected);
    const right = this.evaluate(node.right, expected);
    const a = amountOf(left);
    const b = amountOf(right);
    if (a === undefined || b === undefined) return { is: 'unknown', node };
    const amount = calculate(node.operator, a, b);
    if (amount === undefined) return { is: 'unknown', node };
    const unit =
      left.is === 'quantity' ? left.quantity : right.is === 'quantity' ? right.quantity : undefined;
    return unit
      ? { is: 'quantity', quantity: { ...unit, value: amount, text: textOf(node) }, node }
      : { is: 'number', number: amount, node };
  }

  #negative(node: Extract<ExpressionSyntax, { $type: 'Unary' }>): Value {
    const operand = this.evaluate(node.operand);
    if (node.operator === '-' && operand.is === 'number')
      return { is: 'number', number: -operand.number, node };
    if (node.operator === '-' && operand.is === 'quantity') {
      const { quantity } = operand;
      return {
        is: 'quantity',
        quantity: { ...quantity, value: -quantity.value, text: `-${quantity.text}` },
        node,
      };
    }
    return { is: 'unknown', node };
  }

  #name(node: ExpressionSyntax, name: string, expected?: ValueType): Value {
    // A word that the position knows wins over a declaration of the same name.
    if (expected?.words && Object.hasOwn(expected.words, name)) return { is: 'word', word: name, node };
    const symbol = this.names.lookup(name, expected?.kinds);
    if (symbol) {
      this.bind({ node, property: 'name', symbol });
      return this.#parameter(symbol, node) ?? { is: 'reference', symbol, node };
    }
    if (expected?.kinds) this.#unknownName(node, name, expected);
    return { is: 'word', word: name, node };
  }

  /** Where a word of one's own may stand, only one that is nearly the name of something is told. */
  #unknownName(
    node: ExpressionSyntax,
    name: string,
    { kinds, open, span }: Pick<ValueType, 'kinds' | 'open'> & Pick<Problem, 'span'>,
  ): void {
    if (this.names.isLost(name)) return;
    const fits = (symbol: Symbol): boolean => !kinds || kinds.length === 0 || kinds.includes(symbol.kind);
    const elsewhere = this.names.project
      .anywhere(name)
      .filter((symbol) => fits(symbol) && symbol.file.package !== '');
    const near = (open ? renamed : suggest)(
      name,
      [...this.names.visible()].filter(fits).map((symbol) => symbol.name),
    );
    const first = elsewhere[0];
    if (open && !first && near === undefined) return;
    const help = first
      ? `It is declared in ${first.file.package}: import ${first.file.package}.{ ${name} }.`
      : (didYouMean(near) ??
        (kinds?.length ? `Declare ${kinds.join(' or ')} ${name}, or import it.` : undefined));
    this.report({
      code: CODES.unknownName,
      message: `Nothing called ${name} is known here.`,
      node,
      ...(span ? { property: 'value', span } : {}),
      ...(open ? { severity: 'warning' } : {}),
      ...(help ? { help } : {}),
      data: { name, suggestion: near, importFrom: elsewhere.map((symbol) => symbol.file.package), kinds },
    });
  }

  /** The value of a parameter; undefined when the symbol is something else. */
  #parameter(symbol: Symbol, node: ExpressionSyntax): Value | undefined {
    if (symbol.kind !== 'param' && symbol.kind !== 'parameter' && symbol.kind !== 'let') return undefined;
    const found = this.#options.parameter(symbol);
    if (!found) return { is: 'unknown', node };
    return 'is' in found ? { ...found, node } : { is: 'open', type: found, symbol, node };
  }

  #member(node: Extract<ExpressionSyntax, { $type: 'Member' }>, expected?: ValueType): Value {
    const receiver = this.evaluate(node.receiver, { ...expected, kinds: expected?.kinds ?? [] } as ValueType);
    if (receiver.is === 'attribute') this.#unknownMember(node.receiver, receiver.symbol, receiver.attribute);
    if (receiver.is === 'word') return { is: 'word', word: `${receiver.word}.${node.member}`, node };
    if (receiver.is !== 'reference') return { is: 'unknown', node };
    const member = this.names.member(receiver.symbol, node.member);
    if (member) {
      this.bind({ node, property: 'member', symbol: member });
      const instance = instanceOf(receiver.symbol, member, receiver.instance);
      return (
        this.#parameter(member, node) ?? {
          is: 'reference',
          symbol: member,
          ...(instance ? { instance } : {}),
          node,
        }
      );
    }
    const { symbol, instance } = receiver;
    const isText = this.#options.attribute(symbol, node.member, instance) !== undefined;
    if (!isText && holdsDeclared(symbol) && expected?.kinds) {
      this.#unknownMember(node, symbol, node.member);
      return { is: 'unknown', node };
    }
    return { is: 'attribute', symbol, attribute: node.member, ...(instance ? { instance } : {}), node };
  }

  #unknownMember(node: ExpressionSyntax, symbol: Symbol, name: string): void {
    const known = symbol.all.map((member) => member.name);
    const suggestion = suggest(name, known);
    this.report({
      code: CODES.unknownMember,
      message: `${symbol.name} has no ${name}.`,
      node,
      property: 'member',
      help:
        didYouMean(suggestion) ??
        (known.length > 0 ? `It has ${known.join(', ')}.` : 'Nothing is declared in it.'),
      data: { name, suggestion },
    });
  }

  #call(node: Extract<ExpressionSyntax, { $type: 'Call' }>, expected?: ValueType): Value {
    const name = node.callee.$type === 'NameRef' ? node.callee.name : '';
    if (name === '') return { is: 'unknown', node };
    const args: ArgumentValue[] = node.arguments.map((argument) => ({
      ...(argument.name === undefined ? {} : { name: argument.name }),
      value: this.evaluate(argument.value, expected?.arguments),
    }));
    return { is: 'call', name, arguments: args, node };
  }
}

/** Through which element something of a template is named; undefined for what stands where it is named. */
const instanceOf = (receiver: Symbol, member: Symbol, instance: Symbol | undefined): Symbol | undefined =>
  member.parent === receiver ? instance : (instance ?? topOf(receiver));

/** A cloud and what stands in it: what is not declared there is not there. */
const holdsDeclared = (symbol: Symbol): boolean =>
  symbol.kind === 'cloud' || (symbol.parent !== undefined && holdsDeclared(symbol.parent));

const amountOf = (value: Value): number | undefined =>
  value.is === 'number' ? value.number : value.is === 'quantity' ? value.quantity.value : undefined;

function calculate(operator: string, a: number, b: number): number | undefined {
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return b === 0 ? undefined : a / b;
    default:
      return undefined;
  }
}
