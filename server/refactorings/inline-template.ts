import { isDeclaration, offsetsOf, textOf, whereIs, type Project, type ProjectFile, type Symbol, type Syntax, type TextEdit } from '../../language/index.ts'; // prettier-ignore
import { TextDocument } from 'vscode-languageserver-textdocument';
import { namesOf } from '../names/occurrences.ts';
import { groupBy } from '../text/group-by.ts';
import { extentOf, removeStatements } from './declaration-text.ts';
import { planImports, writeImports } from './import-plan.ts';
import { overlaid, replaced, type Replacement } from './merged-body.ts';
import { isIn, namesWithin, outerNames, topOf, type OuterName } from './outer-names.ts';
import type { Refactoring, Refusal, Selected } from './refactoring.ts';
import { declarationOf, selectedDeclarations } from './selected.ts';
import { TextChanges } from './text-changes.ts';
import { namesInText, valueInPlace, valueInText } from './value-text.ts';

/** The one declaration at the cursor; or all that are made from the template, which goes. */
type Choice = 'here' | 'everywhere';

interface Instance {
  readonly symbol: Symbol;
  readonly call: Syntax.Call;
}

/** Writes what a template says into the declarations that are made from it. */
export const inlineTemplate: Refactoring = {
  id: 'inline-template',
  kind: 'refactor.inline',

  offers(selected) {
    const found = templateAt(selected);
    if (!found) return [];
    const { template, instance } = found;
    if (template.file.library) return [];
    const everywhere = { title: `Inline the template ${template.name} everywhere`, choice: 'everywhere' satisfies Choice }; // prettier-ignore
    if (!instance) return [everywhere];
    return [{ title: `Inline the template ${template.name} into ${instance.name}`, choice: 'here' satisfies Choice }, everywhere]; // prettier-ignore
  },

  change(selected, choice) {
    const found = templateAt(selected);
    if (!found) return Promise.resolve({ problem: 'There is no template here.' });
    const { template, instance } = found;
    const { project } = selected.model;
    const all = namesOf(selected.model).instancesOf(template);
    const isWhole = choice === ('everywhere' satisfies Choice);
    const wanted = all.filter(({ symbol }) => isWhole || symbol === instance);
    const nested = wanted.find(({ symbol }) => symbol.parent);
    if (nested) return Promise.resolve({ problem: `${nested.symbol.name} stands inside ${topOf(nested.symbol).name}, where a template can't be written out.` }); // prettier-ignore
    if (isWhole && wanted.length === 0) return Promise.resolve({ problem: `Nothing is made from ${template.name}.` }); // prettier-ignore
    const byFile = groupBy(wanted, ({ symbol }) => symbol.file.path);
    if (isWhole && !byFile.has(template.file.path)) byFile.set(template.file.path, []);
    const edits: TextEdit[] = [];
    for (const [path, instances] of byFile) {
      const isHome = isWhole && path === template.file.path;
      const changed = inFile(project.files.get(path)!, instances, template, isHome, project);
      if ('problem' in changed) return Promise.resolve(changed);
      edits.push(...changed.edits);
    }
    const made = new Map(wanted.map(({ symbol }) => [symbol.qualifiedName, template.qualifiedName]));
    return Promise.resolve({
      edits,
      made,
      concerns: [template.name, ...wanted.flatMap(({ symbol }) => namesWithin(symbol))],
      ...(isWhole ? { vanishing: [template.qualifiedName] } : {}),
    });
  },
};

function templateAt(selected: Selected): { template: Symbol; instance?: Symbol } | undefined {
  const [symbol, more] = selectedDeclarations(selected);
  if (!symbol || more) return undefined;
  if (symbol.kind === 'template') return { template: symbol };
  const template = selected.model.project.analysis.scopeOf(symbol).templateOf(symbol);
  return template && { template, instance: symbol };
}

function inFile(
  file: ProjectFile,
  instances: readonly Instance[],
  template: Symbol,
  removes: boolean,
  project: Project,
): { readonly edits: readonly TextEdit[] } | Refusal {
  const changes = new TextChanges(file);
  const home = project.files.get(template.file.path)!;
  const inTemplate = outerNames(home, project).filter((name) =>
    isIn(name, extentOf(template.node, home.text)),
  );
  const extents = removes ? [extentOf(template.node, file.text)] : [];
  const goes = ({ offset, means }: OuterName): boolean =>
    extents.some((extent) => isIn({ offset, means, written: '' }, extent)) ||
    (means === template &&
      instances.some(({ call }) => isIn({ offset, means, written: '' }, offsetsOf(call)!)));
  const all = outerNames(file, project);
  const plan = planImports(file.symbols.imports, {
    needed: [...all.filter((name) => !goes(name)), ...(instances.length > 0 ? inTemplate : [])],
    dropped: all.filter(goes),
    package: file.symbols.package,
    packageOf: (symbol) => symbol.file.package,
  });
  if ('problem' in plan) return plan;
  writeImports(plan, file, changes);
  for (const instance of instances) {
    const problem = writeOut(instance, template, { file, home, project }, changes);
    if (problem) return problem;
  }
  if (removes) removeStatements([template.node], file.text, changes);
  return { edits: changes.edits };
}

interface Texts {
  readonly file: ProjectFile;
  /** Where the template is. */
  readonly home: ProjectFile;
  readonly project: Project;
}

/** `service api = made(…) on x { … }` becomes `service api on x { … }` with what the template says. */
function writeOut(
  { symbol, call }: Instance,
  template: Symbol,
  { file, home, project }: Texts,
  changes: TextChanges,
): Refusal | undefined {
  const node = declarationOf(symbol)!;
  const body = declarationOf(template)?.body;
  if (!body) return { problem: `${template.name} says nothing.` };
  const values = argumentsOf(symbol, call, template);
  if (!(values instanceof Map)) return values;
  const names = argumentReplacements(template, values, home, project);
  if ('problem' in names) return names;
  const { start, end } = offsetsOf(body)!;
  const text = replaced(home.text, start, end, [...overlaid(body, node.body), ...names]);
  const document = TextDocument.create('', 'tenon', 0, file.text);
  const nameEnd = document.offsetAt(whereIs(node, 'name').end);
  changes.replace(nameEnd, offsetsOf(call)!.end, '');
  const header = node.body
    ? offsetsOf(node.body)!
    : { start: offsetsOf(node)!.end, end: offsetsOf(node)!.end };
  const blank = node.body ? '' : ' ';
  changes.replace(header.start, header.end, blank + text);
  return undefined;
}

function argumentsOf(
  instance: Symbol,
  call: Syntax.Call,
  template: Symbol,
): Map<string, Syntax.Expression> | Refusal {
  // prettier-ignore
  const parameters = declarationOf(template)?.parameters ?? [];
  const positional = call.arguments.filter(({ name }) => name === undefined);
  const values = new Map<string, Syntax.Expression>();
  for (const [index, { name, default: standard }] of parameters.entries()) {
    const given = call.arguments.find((argument) => argument.name === name) ?? positional[index];
    const value = given?.value ?? standard;
    if (!value) return { problem: `${instance.name} gives ${template.name} no ${name}.` };
    values.set(name, value);
  }
  return values;
}

/** The values of an instance in place of the parameters of the template. */
function argumentReplacements(
  template: Symbol,
  values: ReadonlyMap<string, Syntax.Expression>,
  home: ProjectFile,
  project: Project,
): Replacement[] | Refusal {
  const result: Replacement[] = [];
  for (const { node, symbol } of project.checked(home.path)?.bindings ?? []) {
    if (symbol.kind !== 'parameter' || symbol.parent !== template || !isInside(node, template)) continue;
    const value = values.get(symbol.name)!;
    const at = offsetsOf(node)!;
    if (node.$type === 'NameRef') result.push({ ...at, text: valueInPlace(value, node) });
    else if (node.$type === 'StringLiteral') {
      const text = valueInText(value);
      if (text === undefined) return { problem: `${symbol.name} is used inside a text, where ${textOf(value)} can't be written.` }; // prettier-ignore
      for (const place of namesInText(textOf(node), symbol.name)) result.push({ start: at.start + place.start, end: at.start + place.end, text }); // prettier-ignore
    }
  }
  return result;
}

function isInside(node: { readonly $container?: unknown }, { node: owner }: Symbol): boolean {
  for (
    let each: { readonly $container?: unknown } | undefined = node;
    each;
    each = each.$container as typeof each
  ) {
    // prettier-ignore
    if (each === owner) return isDeclaration(owner);
  }
  return false;
}
