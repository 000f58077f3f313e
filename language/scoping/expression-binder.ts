import { textOf } from '../parser/index.ts';
import type { Expression as ExpressionSyntax } from '../generated/ast.ts';
import { CODES } from '../diagnostics/codes.ts';
import type { BinaryOperator, ExpressionNode } from '../model/expression.ts';
import { isNumeric, printType, scalar, UNKNOWN_TYPE, type DataType } from '../types/data-type.ts';
import { parseQuantity } from '../types/quantity.ts';
import { readType } from '../types/read-type.ts';
import { widerType } from '../types/wider-type.ts';
import { ARGUMENT_FAMILIES, FUNCTIONS, type FunctionWord } from '../vocabulary/functions.ts';
import { checkAmounts, type AmountChecks } from './amounts.ts';
import { annotationOf } from './annotation.ts';
import type { ExpressionScope, Meaning } from './expression-scope.ts';
import { pathText } from './path-text.ts';
import type { Reader } from './reader.ts';
import { didYouMean, misspelt, suggest } from './suggestion.ts';
import { FITTING, family, isDuration, isTimeLike, quantityType, takesArgument } from './type-families.ts';
import { typedAt } from './typed-at.ts';
import { article, type Value } from './value.ts';

export interface BoundExpression {
  readonly root: ExpressionNode;
  readonly type: DataType;
}

const BOOL = scalar('bool');

/** Elements that stand for a value in a formula over rows. */
const VALUES: ReadonlySet<string> = new Set(['param', 'parameter', 'let', 'item', 'input', 'step']);

/** Elements that formulas are about, for "did you mean". */
const NAMED_IN_FORMULAS: ReadonlySet<string> = new Set([
  ...VALUES, 'source', 'dataset', 'labels', 'features', 'bundle', 'model', 'engine', 'optimize', 'training', 'service',
  'pipeline', 'experiment', 'metric', 'index', 'search', 'tenant',
]); // prettier-ignore

/** Binds the names of an expression and infers its type, bottom up. `over` is the window of its aggregates, in seconds. */
export class ExpressionBinder {
  readonly #scope: ExpressionScope;
  readonly #reader: Reader;
  readonly #over: number | undefined;
  readonly #amounts: AmountChecks;

  constructor(scope: ExpressionScope, reader: Reader, over?: number, amounts: AmountChecks = {}) {
    this.#scope = scope;
    this.#reader = reader;
    this.#over = over;
    this.#amounts = amounts;
  }

  /** In broken text an operand may be missing; it was reported, and its type is unknown. */
  bind(node: ExpressionSyntax | undefined): BoundExpression {
    if (!node) return unknown('');
    switch (node.$type) {
      case 'NumberLiteral':
        return {
          root: { node: 'number', value: node.value },
          type: scalar(Number.isInteger(node.value) ? 'int64' : 'float64'),
        };
      case 'QuantityLiteral':
        return this.#quantity(node);
      case 'StringLiteral':
        return { root: { node: 'string', value: node.value }, type: scalar('string') };
      case 'BooleanLiteral':
        return { root: { node: 'boolean', value: node.value }, type: BOOL };
      case 'NullLiteral':
        return { root: { node: 'null' }, type: { ...UNKNOWN_TYPE, nullable: true } };
      case 'NameRef':
        return this.#name(node);
      case 'Member':
        return this.#member(node);
      case 'Call':
        return this.#call(node);
      case 'Binary':
        return this.#binary(node);
      case 'Unary':
        return this.#unary(node);
      case 'Conditional':
        return this.#conditional(node);
      case 'List': {
        const items = node.items.map((item) => this.bind(item));
        return {
          root: { node: 'list', items: items.map((item) => item.root) },
          type: items[0]?.type ?? UNKNOWN_TYPE,
        };
      }
      case 'Version':
        return this.bind(node.receiver);
      default:
        return unknown(textOf(node));
    }
  }

  #quantity(node: Extract<ExpressionSyntax, { $type: 'QuantityLiteral' }>): BoundExpression {
    const result = parseQuantity(node.text);
    if ('problem' in result) {
      this.#reader.report({ code: CODES.unknownUnit, message: result.problem, node });
      return unknown(node.text);
    }
    return { root: { node: 'quantity', quantity: result.quantity }, type: quantityType(result.quantity) };
  }

  #name(node: Extract<ExpressionSyntax, { $type: 'NameRef' }>): BoundExpression {
    const meaning = this.#scope.lookup(node.name);
    if (meaning) return this.#found(node, 'name', meaning);
    const value = this.#reader.evaluate(node);
    if (value.is === 'number') {
      const type = scalar(Number.isInteger(value.number) ? 'int64' : 'float64');
      return { root: { node: 'number', value: value.number }, type: this.#declaredType(node.name) ?? type };
    }
    if (value.is === 'quantity') {
      return { root: { node: 'quantity', quantity: value.quantity }, type: quantityType(value.quantity) };
    }
    if (value.is === 'text') return { root: { node: 'string', value: value.text }, type: scalar('string') };
    if (value.is === 'boolean') return { root: { node: 'boolean', value: value.boolean }, type: BOOL };
    if (value.is === 'open') return { root: { node: 'word', name: node.name }, type: value.type };
    if (value.is === 'unknown') return unknown(node.name);
    const isKnown = value.is !== 'word' && !(this.#scope.ofRows && isNoValue(value));
    if (!isKnown && !this.#scope.open && !this.#reader.names.isLost(node.name)) this.#unknownHere(node);
    return unknown(node.name);
  }

  /** Where words of one's own may stand, only what is nearly a known name is told. */
  #unknownHere(node: Extract<ExpressionSyntax, { $type: 'NameRef' }>): void {
    if (!this.#scope.free) return this.#unknownName(node, 'name', node.name, this.#scope);
    if (this.#amounts.ownNames) return;
    const declared = [...this.#reader.names.visible()].filter(({ kind }) => NAMED_IN_FORMULAS.has(kind));
    const suggestion = misspelt(node.name, [...this.#scope.names(), ...declared.map(({ name }) => name)]);
    if (suggestion === undefined) return;
    this.#reader.report({
      code: CODES.unknownName,
      message: `Nothing called ${node.name} is known here.`,
      node,
      property: 'name',
      severity: 'warning',
      help: didYouMean(suggestion)!,
      data: { name: node.name, suggestion },
    });
  }

  /** The type with which a parameter is declared: one that may have fractions is no whole number here. */
  #declaredType(name: string): DataType | undefined {
    const symbol = this.#reader.names.lookup(name);
    const annotation = symbol && annotationOf(symbol);
    const type = annotation && readType(annotation, () => undefined);
    return type && isNumeric(type) ? type : undefined;
  }

  #found(node: ExpressionSyntax, property: string, meaning: Meaning): BoundExpression {
    if (meaning.symbol) this.#reader.bind({ node, property, symbol: meaning.symbol });
    return { root: meaning.node, type: meaning.type };
  }

  #unknownName(node: ExpressionSyntax, property: string, name: string, scope: ExpressionScope): void {
    const suggestion = suggest(name, scope.names());
    const known = [...scope.names()].slice(0, 8).join(', ');
    this.#reader.report({
      code: CODES.unknownName,
      message: `${name} is not ${scope.description}.`,
      node,
      property,
      help: didYouMean(suggestion) ?? (known ? `Known here: ${known}.` : 'Nothing can be named here.'),
      data: { name, suggestion },
    });
  }

  /** What a dotted path means, if the scope knows its head. */
  #meaningOf(node: ExpressionSyntax): Meaning | undefined {
    if (node.$type === 'NameRef') return this.#scope.lookup(node.name);
    if (node.$type === 'Version') return this.#meaningOf(node.receiver);
    if (node.$type !== 'Member') return undefined;
    return this.#meaningOf(node.receiver)?.members?.lookup(node.member);
  }

  #member(node: Extract<ExpressionSyntax, { $type: 'Member' }>): BoundExpression {
    const receiver = this.#meaningOf(node.receiver);
    if (receiver) {
      if (node.receiver.$type === 'NameRef') this.#found(node.receiver, 'name', receiver);
      else this.bind(node.receiver);
      const isTyped = (node.member as string | undefined) !== undefined;
      const member = isTyped ? receiver.members?.lookup(node.member) : undefined;
      if (member) return this.#found(node, 'member', member);
      // Of `latency.` the parser has said what is missing.
      if (isTyped && receiver.members && !receiver.members.open) {
        this.#unknownName(node, 'member', node.member, receiver.members);
      }
      return unknown(`${pathText(node.receiver)}.${node.member}`);
    }
    this.bind(node.receiver);
    return unknown(pathText(node));
  }

  #call(node: Extract<ExpressionSyntax, { $type: 'Call' }>): BoundExpression {
    const name = node.callee.$type === 'NameRef' ? node.callee.name : pathText(node.callee);
    const known = FUNCTIONS.get(name);
    const args = node.arguments.map((argument) => this.#argument(argument.value, known));
    if (!known) {
      if (!this.#scope.open && !this.#scope.free && !this.#scope.freeFunctions) {
        const suggestion = suggest(name, FUNCTIONS.keys());
        this.#reader.report({
          code: CODES.unknownFunction,
          message: `There is no function ${name}.`,
          node: node.callee,
          ...(suggestion ? { help: didYouMean(suggestion)! } : {}),
          data: { name, suggestion },
        });
      }
      return {
        root: { node: 'call', function: name, arguments: args.map((arg) => arg.root) },
        type: UNKNOWN_TYPE,
      };
    }
    const [fewest, most] = known.arity;
    if (args.length < fewest || args.length > most) {
      this.#reader.report({
        code: CODES.unknownFunction,
        message: `${known.signature} takes ${fewest === most ? fewest : `${fewest} to ${most}`} ${most === 1 ? 'argument' : 'arguments'}, found ${args.length}.`,
        node,
        help: known.doc,
      });
    }
    this.#checkArguments(known, node, args);
    const windowed = known.role === 'aggregate' && this.#over !== undefined;
    return {
      root: {
        node: 'call',
        function: name,
        arguments: args.map((arg) => arg.root),
        ...(windowed ? { over: this.#over } : {}),
      },
      type: known.result(args.map((arg) => arg.type)),
    };
  }

  #checkArguments(
    known: FunctionWord,
    node: Extract<ExpressionSyntax, { $type: 'Call' }>,
    args: readonly BoundExpression[],
  ): void {
    const wanted = ARGUMENT_FAMILIES[known.name];
    if (!wanted) return;
    for (const [index, { type }] of args.entries()) {
      if (takesArgument(known.name, type)) continue;
      this.#reader.report({
        code: CODES.wrongType,
        message: `${known.signature} takes ${wanted}; this is ${article(printType(type))}.`,
        node: node.arguments[index]!.value,
        help: known.doc,
        ...typedAt(this.#scope, node.arguments[index]!.value, [...FITTING[wanted]][0]!),
      });
    }
  }

  /** Some functions take names that are none of their place, such as a column or a version; of these only what is nearly a declared one is told. */
  #argument(node: ExpressionSyntax, of: FunctionWord | undefined): BoundExpression {
    if (!of?.namesOutside || this.#scope.open) return this.bind(node);
    const scope: ExpressionScope = { ...this.#scope, names: () => [], free: true };
    return new ExpressionBinder(scope, this.#reader, this.#over).bind(node);
  }

  #binary(node: Extract<ExpressionSyntax, { $type: 'Binary' }>): BoundExpression {
    const left = this.bind(node.left);
    const right = this.#rightOf(node, left.type);
    const root: ExpressionNode = {
      node: 'binary',
      operator: node.operator as BinaryOperator,
      left: left.root,
      right: right.root,
    };
    if (checkAmounts(node, left, this.#reader.report, this.#amounts)) return { root, type: BOOL };
    return { root, type: this.#binaryType(node, left.type, right.type) };
  }

  /**
   * `country == de` and `country in [de, fr]` compare with symbols of the enumeration; elsewhere de
   * would be an unknown name.
   */
  #rightOf(node: Extract<ExpressionSyntax, { $type: 'Binary' }>, left: DataType): BoundExpression {
    if (left.kind !== 'enum') return this.bind(node.right);
    if (node.right.$type !== 'List') return this.#symbolOf(node.right, left);
    const items = node.right.items.map((item) => this.#symbolOf(item, left).root);
    return { root: { node: 'list', items }, type: left };
  }

  #symbolOf(node: ExpressionSyntax, type: Extract<DataType, { kind: 'enum' }>): BoundExpression {
    if (node.$type !== 'NameRef' || !type.values.includes(node.name)) return this.bind(node);
    return { root: { node: 'string', value: node.name }, type };
  }

  #binaryType(
    node: Extract<ExpressionSyntax, { $type: 'Binary' }>,
    left: DataType,
    right: DataType,
  ): DataType {
    const nullable = left.nullable || right.nullable;
    switch (node.operator) {
      case 'and':
      case 'or':
        return { ...BOOL, nullable };
      case '..':
        return left;
      case '+':
      case '-':
      case '*':
      case '/':
        return this.#arithmetic(node, left, right, nullable);
      default:
        this.#comparable(node, left, right);
        return { ...BOOL, nullable };
    }
  }

  #arithmetic(
    node: Extract<ExpressionSyntax, { $type: 'Binary' }>,
    left: DataType,
    right: DataType,
    nullable: boolean,
  ): DataType {
    for (const [side, type] of [
      [node.left, left],
      [node.right, right],
    ] as const) {
      if (type.kind === 'scalar' && (type.name === 'string' || type.name === 'bool')) {
        this.#reader.report({
          code: CODES.wrongType,
          message: `${node.operator} needs numbers; this is a ${printType(type)}.`,
          node: side,
          ...typedAt(this.#scope, side, 'number'),
        });
      }
    }
    if (left.kind === 'scalar' && (left.name === 'date' || left.name === 'timestamp')) {
      return isTimeLike(right) && node.operator === '-'
        ? scalar('duration', nullable)
        : { ...left, nullable };
    }
    if (left.kind === 'unknown' || right.kind === 'unknown') return { ...UNKNOWN_TYPE, nullable };
    if (isDuration(left) !== isDuration(right)) {
      return scalar(isDuration(right) && node.operator === '/' ? 'float64' : 'duration', nullable);
    }
    if (node.operator === '/') return scalar('float64', nullable);
    return { ...widerType(left, right), nullable };
  }

  #comparable(node: Extract<ExpressionSyntax, { $type: 'Binary' }>, left: DataType, right: DataType): void {
    const a = family(left);
    const b = family(right);
    if (!a || !b || a === b) return;
    this.#reader.report({
      code: CODES.wrongType,
      message: `${capital(article(printType(left)))} can't be compared with ${article(printType(right))}.`,
      node,
      ...typedAt(this.#scope, isLiteral(node.left) ? node.right : node.left, isLiteral(node.left) ? a : b),
    });
  }

  #unary(node: Extract<ExpressionSyntax, { $type: 'Unary' }>): BoundExpression {
    const operand = this.bind(node.operand);
    const operator = node.operator === 'not' ? 'not' : '-';
    return {
      root: { node: 'unary', operator, operand: operand.root },
      type: operator === 'not' ? BOOL : operand.type,
    };
  }

  #conditional(node: Extract<ExpressionSyntax, { $type: 'Conditional' }>): BoundExpression {
    const condition = this.bind(node.condition);
    const positive = this.bind(node.positive);
    const negative = node.negative
      ? this.bind(node.negative)
      : { root: NULL, type: { ...UNKNOWN_TYPE, nullable: true } };
    const type = positive.type.kind === 'unknown' ? negative.type : widerType(positive.type, negative.type);
    return {
      root: {
        node: 'conditional',
        condition: condition.root,
        positive: positive.root,
        negative: negative.root,
      },
      type: { ...type, nullable: positive.type.nullable || negative.type.nullable },
    };
  }
}

/** Something declared that has no value for a row, such as a pool. */
const isNoValue = (value: Value): boolean => value.is === 'reference' && !VALUES.has(value.symbol.kind);

const isLiteral = ({ $type }: ExpressionSyntax): boolean => $type.endsWith('Literal');

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const NULL: ExpressionNode = { node: 'null' };

const unknown = (name: string): BoundExpression => ({ root: { node: 'word', name }, type: UNKNOWN_TYPE });
