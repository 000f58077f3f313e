import {
  isDeclaration,
  isImportStatement,
  isPackageStatement,
  offsetsOf,
  parseQuantity,
  printName,
  textOf,
  type ProjectFile,
  type Syntax,
} from '../../language/index.ts';
import { nodesIn, type SyntaxNode } from '../text/nodes-in.ts';
import { freeName } from './free-name.ts';
import type { Change, Offer, Refactoring, Selected } from './refactoring.ts';
import { nodesAround } from './selected.ts';
import { TextChanges } from './text-changes.ts';
import { tried } from './trial.ts';
import { valueNames } from './value-name.ts';

/** Only this value, all that are the same in the file, or this one as a parameter of the template around it. */
type Choice = 'one' | 'all' | 'template';

/** Makes a value of the text into a parameter, which environments and the command line may then set. */
export const extractParameter: Refactoring = {
  id: 'extract-parameter',
  kind: 'refactor.extract.parameter',

  offers(selected) {
    const value = selectedValue(selected);
    if (typeof value === 'string') return [{ title: 'Extract parameter', refusal: value }];
    if (!value) return [];
    const same = samePlaces(value, selected.model.file);
    const offers: Offer[] = [{ title: `Extract ${shown(value)} to a parameter`, choice: 'one' }];
    if (same.length > 1)
      offers.push({ title: `Extract ${shown(value)} to a parameter, in all ${same.length} places`, choice: 'all' }); // prettier-ignore
    const template = templateAround(value);
    if (template)
      offers.push({ title: `Extract ${shown(value)} to a parameter of the template ${template.name}`, choice: 'template' }); // prettier-ignore
    return offers;
  },

  change(selected, choice) {
    const value = selectedValue(selected);
    if (!value || typeof value === 'string') return Promise.resolve({ problem: value ?? NO_VALUE });
    const { file, project, host } = selected.model;
    const name = freeName(valueNames(value), file, { project, words: host.words });
    const changeOf = (places: readonly SyntaxNode[]): Change => {
      const changes = new TextChanges(file);
      for (const place of places) replaceBy(name, place, changes);
      const template = choice === ('template' satisfies Choice) ? templateAround(value) : undefined;
      if (template) addToTemplate(name, value, template, changes);
      else addToFile(name, value, file, changes);
      const qualified = file.symbols.package === '' ? name : `${file.symbols.package}.${name}`;
      return {
        edits: changes.edits,
        ...(template ? {} : { appearing: [qualified], named: { file: file.path, kind: 'param', name } }),
      };
    };
    const places = choice === ('all' satisfies Choice) ? samePlaces(value, file) : [value];
    const whole = changeOf(places);
    // Not every place that holds such a value takes a parameter; those that do not keep what they have.
    if (places.length < 2 || !('problem' in tried(host, whole))) return Promise.resolve(whole);
    return Promise.resolve(changeOf(places.filter((place) => !('problem' in tried(host, changeOf([place])))))); // prettier-ignore
  },
};

/** A long text would hide what the action does with it. */
const shown = (value: SyntaxNode): string => textOf(value).replace(/^(.{24}).{8,}$/u, '$1…');

const NO_VALUE = 'There is no value here.';

/** The value that is selected, or why what is selected is none; nothing where nobody would expect one. */
function selectedValue(selected: Selected): SyntaxNode | string | undefined {
  const { start, end, model } = selected;
  const around = nodesAround(selected);
  const literal = around[0] && isLiteral(around[0]) ? around[0] : undefined;
  const isCursor = model.file.text.slice(start, end).trim() === '';
  // A range and a negative number are one value when they are selected as a whole, or when their sign is pointed at.
  const value = literal && isCursor ? (negative(literal) ?? literal) : around.find(isValue);
  if (!value) return isCursor || !around[0] ? undefined : 'Only a number, an amount, a text, a range, true or false can become a parameter.'; // prettier-ignore
  const place = placeOf(value);
  if (place === 'none') return undefined;
  return place === 'type' ? 'The sizes and bounds of a type stand for themselves; no parameter can take their place.' : value; // prettier-ignore
}

const negative = ({ $container: around }: SyntaxNode): SyntaxNode | undefined =>
  around?.$type === 'Unary' && isValue(around) ? around : undefined;

const LITERALS: ReadonlySet<string> = new Set(['NumberLiteral', 'QuantityLiteral', 'BooleanLiteral', 'StringLiteral']); // prettier-ignore

/** A text that holds the value of a name, or several lines, is put together and no plain value. */
function isLiteral(node: SyntaxNode): boolean {
  if (!LITERALS.has(node.$type)) return false;
  return node.$type !== 'StringLiteral' || !/^"""|\$\{/u.test(textOf(node));
}

function isValue(node: SyntaxNode): boolean {
  if (isLiteral(node)) return true;
  if (node.$type === 'Unary') {
    const { operator, operand } = node as Syntax.Unary;
    return operator === '-' && ['NumberLiteral', 'QuantityLiteral'].includes(operand.$type);
  }
  if (node.$type !== 'Binary') return false;
  const { operator, left, right } = node as Syntax.Binary;
  return operator === '..' && isValue(left) && isValue(right);
}

/** Where a value stands: as a value, in a type, or where it is a parameter's own already. */
function placeOf(value: SyntaxNode): 'value' | 'type' | 'none' {
  for (let node: SyntaxNode | undefined = value; node; node = node.$container) {
    if (node.$type === 'Index' || node.$type === 'Parameter') return 'type';
    if (node.$containerProperty === 'type') return 'type';
    if (isDeclaration(node)) return node !== value.$container || !['param', 'let'].includes(node.noun) ? 'value' : 'none'; // prettier-ignore
  }
  return 'none';
}

/** Values of a file that say the same with the same unit. */
function samePlaces(value: SyntaxNode, { ast }: ProjectFile): SyntaxNode[] {
  const key = keyOf(value);
  return nodesIn(ast).filter(
    (node) => isValue(node) && keyOf(node) === key && !negative(node) && placeOf(node) === 'value',
  );
}

function keyOf(node: SyntaxNode): string {
  if (node.$type !== 'QuantityLiteral') return `${node.$type} ${textOf(node).replaceAll('_', '')}`;
  const parsed = parseQuantity((node as Syntax.QuantityLiteral).text);
  return 'quantity' in parsed ? `${parsed.quantity.dimension} ${parsed.quantity.value} ${unitOf(node)}` : textOf(node); // prettier-ignore
}

/** Money has no common unit: an amount in one currency is no amount in another. */
const unitOf = (node: SyntaxNode): string => /[A-Z]{3}/u.exec(textOf(node))?.[0] ?? '';

function replaceBy(name: string, node: SyntaxNode, changes: TextChanges): void {
  const { start, end } = offsetsOf(node)!;
  changes.replace(start, end, printName(name));
}

function templateAround(node: SyntaxNode): Syntax.Declaration | undefined {
  for (let each: SyntaxNode | undefined = node; each; each = each.$container) {
    if (isDeclaration(each) && each.noun === 'template' && each.name !== undefined) return each;
  }
  return undefined;
}

function addToTemplate(
  name: string,
  value: SyntaxNode,
  template: Syntax.Declaration,
  changes: TextChanges,
): void {
  const parameter = declaration(name, value);
  const last = template.parameters.at(-1);
  if (last) return void changes.insert(offsetsOf(last)!.end, `, ${parameter}`);
  const text = textOf(template);
  const behindName = text.indexOf(template.name!) + template.name!.length + (text.includes('`') ? 1 : 0);
  const brackets = /^\s*\(\s*\)/u.exec(text.slice(behindName))?.[0].length ?? 0;
  const { start } = offsetsOf(template)!;
  changes.replace(start + behindName, start + behindName + brackets, `(${parameter})`);
}

/** Below the parameters that are there, or else above the first declaration. */
function addToFile(name: string, value: SyntaxNode, { ast, text }: ProjectFile, changes: TextChanges): void {
  const line = `param ${declaration(name, value)}`;
  const param = ast.statements.findLast((each) => isDeclaration(each) && each.noun === 'param');
  const head = ast.statements.findLast((each) => isImportStatement(each) || isPackageStatement(each));
  const above = param && offsetsOf(param)!.start < offsetsOf(value)!.start ? param : head;
  if (!above) return void changes.insert(0, `${line}\n\n`);
  const { end } = offsetsOf(above)!;
  const behindLine = end + /^[^\r\n]*/u.exec(text.slice(end))![0].length;
  changes.insert(behindLine, above === param ? `\n${line}` : `\n\n${line}`);
}

const declaration = (name: string, value: SyntaxNode): string => {
  const type = typeOf(value);
  return `${printName(name)}${type === undefined ? '' : ` : ${type}`} = ${textOf(value)}`;
};

/** Types of parameters by the dimension of their value; the others are known by their value. */
const TYPES: Readonly<Record<string, string>> = { duration: 'duration', bytes: 'bytes', money: 'money' };

function typeOf(value: SyntaxNode): string | undefined {
  switch (value.$type) {
    case 'NumberLiteral':
      return Number.isInteger((value as Syntax.NumberLiteral).value) ? 'int' : 'float';
    case 'QuantityLiteral': {
      const parsed = parseQuantity((value as Syntax.QuantityLiteral).text);
      return 'quantity' in parsed ? TYPES[parsed.quantity.dimension] : undefined;
    }
    case 'BooleanLiteral':
      return 'bool';
    case 'StringLiteral':
      return 'string';
    case 'Unary':
      return typeOf((value as Syntax.Unary).operand);
    default:
      return 'range';
  }
}
