import ts from 'typescript';

/**
 * Whether people read a text of a target as a finding, or as the reason for a generated line. Everything else that a
 * target says goes into generated files, which are English.
 */
export function isReported(node: ts.Node): boolean {
  const source = node.getSourceFile();
  let spoken = known.get(source);
  if (!spoken) known.set(source, (spoken = spokenIn(source)));
  for (let at = node; at.parent; at = at.parent) if (spoken.has(at)) return true;
  return false;
}

const known = new WeakMap<ts.SourceFile, ReadonlySet<ts.Node>>();

/** They take what people read, behind a code or what it is about. */
const REPORTERS: ReadonlySet<string> = new Set([
  'report', '#report', 'problem', 'kitDiagnostic', 'related', 'lacking', 'unknown', 'lossy', 'withLoss', 'object',
]); // prettier-ignore

/** Properties that hold what people read, or pieces of it. */
const SPOKEN: ReadonlySet<string> = new Set([
  'message', 'help', 'problem', 'reason', 'derived', 'ignored', 'thing', 'alphabet', 'patternInWords',
]); // prettier-ignore

function spokenIn(source: ts.SourceFile): ReadonlySet<ts.Node> {
  const named = textsByName(source);
  const spoken = new Set<ts.Node>();
  const add = (node: ts.Node): void => {
    if (spoken.has(node)) return;
    spoken.add(node);
    // Texts that were put together before, in a constant or by a function of the same file.
    const visit = (each: ts.Node): void => {
      if (ts.isIdentifier(each)) named.get(each.text)?.forEach(add);
      else ts.forEachChild(each, visit);
    };
    visit(node);
  };
  const walk = (node: ts.Node): void => {
    for (const root of rootsAt(node)) add(root);
    ts.forEachChild(node, walk);
  };
  walk(source);
  return spoken;
}

function rootsAt(node: ts.Node): readonly ts.Node[] {
  if (ts.isPropertyAssignment(node)) return SPOKEN.has(node.name.getText()) ? [node.initializer] : [];
  if (ts.isReturnStatement(node)) return node.expression && isInProblem(node) ? [node.expression] : [];
  if (!ts.isCallExpression(node)) return [];
  const called = node.expression.getText();
  if (called === 'problems.push' || called === 'none') return node.arguments;
  return REPORTERS.has(called.split('.').at(-1)!) ? node.arguments.slice(1) : [];
}

/** A function such as `pathProblem` gives what is wrong. */
function isInProblem(node: ts.Node): boolean {
  const owner = ts.findAncestor(node, ts.isFunctionLike);
  return owner?.name !== undefined && /Problem$/u.test(owner.name.getText());
}

/** Texts behind names: of constants, and of functions that are nothing but a text. */
function textsByName(source: ts.SourceFile): ReadonlyMap<string, readonly ts.Node[]> {
  const named = new Map<string, ts.Node[]>();
  const walk = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && node.initializer) {
      const { initializer } = node;
      const said = ts.isArrowFunction(initializer) ? initializer.body : initializer;
      const name = node.name.getText();
      if (isText(said)) named.set(name, [...(named.get(name) ?? []), said]);
    }
    ts.forEachChild(node, walk);
  };
  walk(source);
  return named;
}

const isText = (node: ts.Node): boolean =>
  ts.isStringLiteralLike(node) ||
  ts.isTemplateExpression(node) ||
  (ts.isConditionalExpression(node) && (isText(node.whenTrue) || isText(node.whenFalse)));
