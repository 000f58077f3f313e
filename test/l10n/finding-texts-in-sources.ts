import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import snippets from '../../snippets/tenon.code-snippets.json' with { type: 'json' };
import { MEASURED_SUMMARIES } from '../../language/index.ts';
import { TARGETS } from '../../targets/registry.ts';
import { isReported } from './reported-texts.ts';
import { visitSources, type FoundText } from './texts-in-sources.ts';

const root = join(import.meta.dirname, '../..');

/** A file of translations, and the sources whose texts it holds. */
export const AREAS: Readonly<Record<string, readonly string[]>> = {
  data: ['language/rules/data/**/*.ts'],
  features: ['language/rules/features/**/*.ts'],
  infrastructure: ['language/rules/infrastructure/**/*.ts'],
  models: ['language/rules/models/**/*.ts'],
  operations: ['language/rules/operations/**/*.ts'],
  optimisation: ['language/rules/optimisation/**/*.ts'],
  pipelines: ['language/rules/pipelines/**/*.ts'],
  recovery: ['language/rules/recovery/**/*.ts'],
  release: ['language/rules/release/**/*.ts'],
  serving: ['language/rules/serving/**/*.ts'],
  training: ['language/rules/training/**/*.ts'],
  capacity: ['language/capacity/**/*.ts'],
  views: [
    'server/features/{call-hierarchy,comparison,project-tree,type-hierarchy,why}/*.ts',
    'server/text/layer-text.ts',
    'server/features/generated-files/{generated-files.feature,in-texts,output-folder,preview}.ts',
    'server/measurements/measured-figures.ts',
    'targets/project/*.ts',
  ],
  targets: [
    'targets/kit/!(trace-file)*.ts',
    'targets/{kubeflow,terraform,triton}/!(acceptance|ir-checks)*.ts',
    'language/types/systems/{json,pandas,parquet,triton}.ts',
  ],
  verdicts: [
    'bench/verdict/{judge,judge-promise}.ts',
    'bench/report/promise-verdict.ts',
    'server/measurements/objective-verdicts.ts',
  ],
  hovers: ['server/features/{hover,completion,inlay-hints,signature-help}/*.ts'],
  vocabulary: [
    'language/vocabulary/areas/*.ts',
    'language/vocabulary/{functions,vocabulary,word,service-tensor}.ts',
  ],
  language: [
    'client/infrastructure/file-requests.ts',
    'language/rules/*.ts',
    'language/{checker,derivation,model,parser,project,scoping}/**/*.ts',
    'language/types/*.ts',
    'language/vocabulary/{value-type,step-result}.ts',
    'files/{facts,parquet,text}/**/*.ts',
    'files/onnx/{external-data,read-signature,recognise}.ts',
  ],
};

/** What they say also goes into files that are generated, which are English; only what is reported counts. */
const REPORTING_AREAS: ReadonlySet<string> = new Set(['targets']);

/** Pieces of texts that are put together from names, so that no literal holds them. */
export const PIECES: readonly string[] = [
  ...['error', 'warning', 'information', 'hint'].map((severity) => `**{0}** {1}, ${severity}`),
  '[What it finds, and when to switch it off]({0})',
  'A longer budget narrows it.',
  'the window is {0}',
  ...['minute', 'hour', 'day of month', 'month', 'day of week'].map((field) => `${field}: {0}`),
  ...['January', 'February', 'March', 'April', 'May', 'June'].map((month) => `month: ${month}`),
  ...['July', 'August', 'September', 'October', 'November', 'December'].map((month) => `month: ${month}`),
  ...['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'].map(
    (day) => `day of week: ${day}`,
  ),
  ...['', ', {2} with {3}', ', {2} with {3} each'].flatMap((gpu) => [
    `{0} vCPU, {1} of memory${gpu}.`,
    `{0} vCPU, {1} of memory${gpu}, Arm.`,
  ]),
  '{0}, hardly offered any more',
  'every {0} minutes',
  'minute: every {0} minutes',
  'hour: at {0}',
  'hour: every {0} hours',
  'hour: from {0} to {1}',
  'day of month: the 15th',
  ...[
    'data',
    'features',
    'training',
    'models',
    'pipelines',
    'serving',
    'optimisation',
    'infrastructure',
    'operations',
    'recovery',
    'release',
    'language',
  ].map((area) => `area ${area}`),
  'one of {0} or the name of {1}',
  'a URI, or a path in the project or {0}',
  '{0} example',
  ...['', 's'].flatMap((a) => ['', 's'].map((b) => `{0} input${a} → {1} output${b}`)),
  '{0} columns',
  'Measured on {0}.',
  // General codes, as the schema of the project file names them.
  'Syntax.',
  'Failed rule.',
  'Unknown name.',
  'Unknown package.',
  'Unknown import.',
  'Duplicate.',
  'Unknown member.',
  'Unused import.',
  'Missing package.',
  'Cycle.',
  'Unknown word.',
  'Missing property.',
  'Misplaced.',
  'Unknown unit.',
  'Unknown function.',
  'Unexpected clause.',
  'Missing object.',
  'Repeated.',
  'Missing name.',
  'Unexpected flag.',
  'Wrong type.',
  'Unknown override.',
  'File missing.',
  // Which measurement: tool and day, machine, file.
  '{0} of {1}, {2}, model {3}',
  '0.8 × {0} − {1}, {2}',
  'Measured on {0}, batch {1}.',
  'gives {0}',
  'takes {0}',
  'of memory',
  'day of month',
  'minute, hour, day of month, month, day of week',
  'the newest',
  'a–z, 0–9 and / . _ -',
  'letters, digits and _ . : / = + - @',
  '{0} continues {1}',
  ...['feature', 'value', 'input', 'output', 'step', 'node', 'GPU'].flatMap((noun) => [
    `{0} ${noun}`,
    `{0} ${noun}s`,
  ]),
  'It runs {0}: {1}.',
  "'{0}' is not closed.",
  "'{0}' is not closed before this '{1}'.",
  "'{0}' is not closed before the next declaration.",
  "'{0}' is not closed at the end of the line.",
  'or {0} {1}',
  ...['duration', 'rate', 'money'].map((dimension) => `a ${dimension}, such as {0}`),
  '{0} gets {1} ({2} into {3})',
  'Required.',
  'Default: `{0}`.',
  'Default: `{0}`',
  'Type: `{0}`. {1}',
  'In {0}: {1}',
  '`{0}` ({1}), over {2}',
  '`{0}` ({1})',
  'Next runs in {0}:',
  '**{0}** {1}, these are the columns of {2}',
  '**{0}** {1} rows',
  ...['', 's'].flatMap((a) => ['', 's'].map((b) => `{0} declaration${a} in {1} file${b}:`)),
  '| Machine | |',
  '| Memory | {0} |',
  '| Architecture | {0} |',
  '| GPU memory | {0} |',
  '| Number formats | {0} |',
  '| Price | {0} |',
  '| Offered | no longer in most regions |',
  '| Capacity | | |',
  'at least {0}',
  'at most {0}',
  '*`tenon capacity {0}` shows how they come about.*',
  '*Figures in {0}; `tenon capacity {1}` shows how they come about.*',
];

/** Texts that stand in other files than sources: examples to insert, what the built-in library says, targets. */
export function otherTexts(): { readonly area: string; readonly text: string }[] {
  const library = readFileSync(join(root, 'language/library/runtimes.tenon'), 'utf8');
  const examples = Object.values(snippets) as readonly { readonly description: string }[];
  return [
    ...examples.map(({ description }) => ({ area: 'hovers', text: description })),
    ...[...library.matchAll(/^\/\/\/ (.*)$/gmu)].map(([, text]) => ({ area: 'hovers', text: text! })),
    ...MEASURED_SUMMARIES.map(([, text]) => ({ area: 'summaries', text: text.replace(/^[a-z-]+: /u, '') })),
    ...TARGETS.map(({ manifest }) => ({ area: 'targets', text: manifest.summary })),
  ];
}

/** More ways to say one text than these are not told apart; what differs is then a value of its own. */
const MOST_WAYS = 12;

/** A text, and what stands in its holes, for whoever translates it. */
export interface FoundKey extends FoundText {
  readonly holes: readonly string[];
}

type Part = string | { readonly hole: string };
type Way = readonly Part[];

/** What the sources of an area say: texts with `{0}`, `{1}` … for values, each way of a condition by itself. */
export function findingTexts(area: string): FoundKey[] {
  const found: FoundKey[] = [];
  const consumed = new Set<ts.Node>();
  for (const pattern of AREAS[area] ?? []) {
    visitSources(pattern, (node, place) => {
      if (consumed.has(node) || !isWhole(node) || isNoSpeech(node)) return;
      if (REPORTING_AREAS.has(area) && !isReported(node)) return;
      markTexts(node, consumed);
      const all = waysOf(node, consumed).map(keyOf);
      if (!isShown(node) && !all.some(({ text }) => isSpeech(text))) return;
      for (const key of all) if (hasWords(key.text)) found.push({ ...key, place: place() });
    });
  }
  return found;
}

const isText = (node: ts.Node): node is ts.Expression =>
  ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);

/** A text, also one that is written in several pieces. */
const isWhole = (node: ts.Node): node is ts.Expression => isText(node) || isJoined(node) || isTrimmed(node);

/** `\`… ${maybe}\`.trimEnd()`. */
const isTrimmed = (node: ts.Node): node is ts.CallExpression & { expression: ts.PropertyAccessExpression } =>
  ts.isCallExpression(node) &&
  ts.isPropertyAccessExpression(node.expression) &&
  node.expression.name.text === 'trimEnd' &&
  isText(node.expression.expression);

const isJoined = (node: ts.Node): node is ts.BinaryExpression =>
  ts.isBinaryExpression(node) &&
  node.operatorToken.kind === ts.SyntaxKind.PlusToken &&
  (isWhole(node.left) || isWhole(node.right));

function keyOf(way: Way): Omit<FoundKey, 'place'> {
  const holes: string[] = [];
  const parts = way.filter((part) => part !== '');
  const text = parts.map((part, index) => {
    if (typeof part === 'string') return part;
    // Two holes that touch are one: nothing says where the first ends.
    if (typeof parts[index - 1] === 'object') return '';
    return `{${holes.push(part.hole) - 1}}`;
  });
  return { text: text.join(''), holes };
}

function waysOf(node: ts.Expression, consumed: Set<ts.Node>): Way[] {
  if (ts.isStringLiteralLike(node)) return [[node.text]];
  if (ts.isParenthesizedExpression(node)) return waysOf(node.expression, consumed);
  if (ts.isConditionalExpression(node)) {
    return [...waysOf(node.whenTrue, consumed), ...waysOf(node.whenFalse, consumed)];
  }
  if (ts.isTemplateExpression(node)) {
    let ways: Way[] = [[node.head.text]];
    for (const { expression, literal } of node.templateSpans) {
      const said = meant(expression);
      const inner = saysWords(said) ? waysOf(said, consumed) : [hole(expression)];
      const put = ways.length * inner.length <= MOST_WAYS ? inner : [hole(expression)];
      if (put === inner) markTexts(said, consumed);
      ways = ways.flatMap((way) => put.map((part) => [...way, ...part, literal.text]));
    }
    return ways;
  }
  if (isTrimmed(node)) {
    return waysOf(node.expression.expression, consumed).map(trimmed);
  }
  if (isJoined(node)) {
    const right = waysOf(node.right, consumed);
    return waysOf(node.left, consumed).flatMap((left) => right.map((way) => [...left, ...way]));
  }
  return [hole(node)];
}

function trimmed(way: Way): Way {
  const last = way.at(-1);
  if (typeof last !== 'string') return way;
  return last.trim() === '' ? trimmed(way.slice(0, -1)) : [...way.slice(0, -1), last.trimEnd()];
}

const hole = (node: ts.Node): Way => [{ hole: node.getText().replaceAll(/\s+/gu, ' ') }];

/** What a constant of the same function or file stands for. */
function meant(node: ts.Expression): ts.Expression {
  if (!ts.isIdentifier(node)) return node;
  for (let at: ts.Node = node; at.parent; at = at.parent) {
    if (!ts.isBlock(at) && !ts.isSourceFile(at)) continue;
    for (const statement of at.statements) {
      if (!ts.isVariableStatement(statement)) continue;
      const found = statement.declarationList.declarations.find((each) => each.name.getText() === node.text);
      if (found?.initializer) return saysWays(found.initializer) ? found.initializer : node;
    }
  }
  return node;
}

/** A condition between pieces of sentences; names and code that are chosen so stay values. */
const saysWays = (node: ts.Expression): boolean =>
  ts.isConditionalExpression(node) &&
  waysOf(node, new Set())
    .map(keyOf)
    .some(({ text }) => /^[ ,]/u.test(text) || isSpeech(text));

/** A condition that decides between texts. */
function saysWords(node: ts.Expression): boolean {
  if (ts.isParenthesizedExpression(node)) return saysWords(node.expression);
  if (ts.isConditionalExpression(node)) return saysWords(node.whenTrue) || saysWords(node.whenFalse);
  return isWhole(node);
}

function markTexts(node: ts.Node, consumed: Set<ts.Node>): void {
  if (isWhole(node)) consumed.add(node);
  if (ts.isConditionalExpression(node)) {
    markTexts(node.whenTrue, consumed);
    markTexts(node.whenFalse, consumed);
  } else if (isJoined(node)) {
    markTexts(node.left, consumed);
    markTexts(node.right, consumed);
  } else if (isTrimmed(node)) {
    markTexts(node.expression.expression, consumed);
  } else if (ts.isParenthesizedExpression(node)) markTexts(node.expression, consumed);
}

/** Fields that people read, whatever stands there. */
const SHOWN: ReadonlySet<string> = new Set(['message', 'help', 'title', 'hint', 'because']);

/** Whether a literal is the value of such a field, also as one way of a condition. */
function isShown(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isPropertyAssignment(parent)) return SHOWN.has(parent.name.getText()) && parent.initializer === node;
  if (ts.isCallExpression(parent))
    return parent.expression.getText() === 'replace' && parent.arguments[0] === node;
  const isWay = ts.isConditionalExpression(parent) && parent.condition !== node;
  const isElse =
    ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken;
  return (isWay || isElse || ts.isParenthesizedExpression(parent)) && isShown(parent);
}

/** What is written into models or compared with them, and what only programmers see. */
function isNoSpeech(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isImportDeclaration(parent) || ts.isLiteralTypeNode(parent) || ts.isCaseClause(parent)) return true;
  for (let at = node; at.parent && !ts.isStatement(at); at = at.parent) {
    const above = at.parent;
    if (ts.isThrowStatement(above)) return true;
    if (ts.isNewExpression(above) && above.expression.getText() === 'Error') return true;
    if (ts.isPropertyAssignment(above) && NO_SPEECH.has(above.name.getText())) return at === node;
    if (ts.isCallExpression(above)) {
      const called = above.expression.getText().split('.').at(-1)!;
      const index = above.arguments.indexOf(at as ts.Expression);
      if (index < 0) continue;
      if (WRITERS.has(called) || (called === 'replace' && index === 2)) return true;
      if (called === 'replace' || called === 'join') return index !== 0 || called === 'join';
    }
    if (ts.isFunctionLike(above)) return false;
  }
  return false;
}

const NO_SPEECH: ReadonlySet<string> = new Set(['summary', 'newText', 'code', 'name']);

/** They take or make pieces of models. */
const WRITERS: ReadonlySet<string> = new Set([
  'replaceNode', 'addStatement', 'addDeclaration', 'insert', 'includes', 'has', 'startsWith', 'endsWith', 'split',
  'replaceAll', 'indexOf',
]); // prettier-ignore

/** Two words, or a word beside a value. */
const isSpeech = (text: string): boolean =>
  /[a-z]{2,}[,;:]? (?:[A-Za-z]|\{\d)|\} [a-z]{2,}|^an? [a-z]+$|^an? \S+ [a-z]|^[A-Z][a-z]+ [a-z]+\.$/u.test(
    text,
  ) && !isCode(text);

/** Sentences begin with a capital and end with a full stop, whatever code is in them. */
const isCode = (text: string): boolean =>
  !/^[A-Z][^\n]*\.$/u.test(text) && /\{\s|^\S+: \S+$|[=\n]/u.test(text.replaceAll(/\{\d+\}/gu, ''));

/** What joins the items of a list is no text of its own. */
const hasWords = (text: string): boolean =>
  /[A-Za-z]{2,}/u.test(text.replaceAll(/\{\d+\}/gu, '')) && !/^\{0\} (?:and|or) \{1\}$/u.test(text);
