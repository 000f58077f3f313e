import type { Diagnostic } from '../../language/diagnostics/diagnostic.ts';
import type { Element, Ref } from '../../language/model/element.ts';
import type { Cloud, Given, Resource } from '../../language/model/infrastructure.ts';
import type { Origin } from '../../language/model/origin.ts';
import type { Parameter } from '../../language/model/release.ts';
import type { Quantity } from '../../language/types/quantity.ts';
import type { TargetContext } from '../kit/target.ts';
import type { Cause } from '../kit/text.ts';
import type { SystemView } from '../kit/view.ts';
import { TERRAFORM_DIAGNOSTICS, type TerraformCode } from './diagnostics.ts';
import { kebab, NameBook, type NameKind, nameProblem, variableName } from './names.ts';
import {
  attribute,
  type DocumentedBlock,
  type HclItem,
  type HclValue,
  map,
  raw,
  RawHcl,
  template,
} from './output.ts';

/** A variable that no parameter of the model stands behind: the answer is known only when applying. */
export interface OwnVariable {
  readonly name: string;
  readonly type: string;
  readonly description: string;
  readonly default?: HclValue;
  /** A value for `terraform test`, when there is no default. */
  readonly sample?: HclValue;
  readonly cause: Cause;
}

type Named = Pick<Element, 'name' | 'qualifiedName' | 'origin'>;

/** What the transforms of one cloud share: the model, names, variables and what went wrong. One for each run. */
export class Scene {
  readonly view: SystemView;
  readonly cloud: Cloud;
  readonly context: TargetContext;
  /** First part of the package, cloud and environment: physical names in the model begin in the same way. */
  readonly prefix: string;
  readonly environment: string | undefined;
  /** Why names begin as they do. */
  readonly prefixCause: Cause;
  readonly diagnostics: Diagnostic[] = [];
  readonly parameters = new Map<string, { readonly name: string; readonly parameter: Parameter }>();
  readonly ownVariables: OwnVariable[] = [];
  readonly #names = new NameBook();

  constructor(view: SystemView, cloud: Cloud, context: TargetContext) {
    this.view = view;
    this.cloud = cloud;
    this.context = context;
    this.environment = view.environment?.split('.').at(-1);
    const environments = view.all('environment').filter((one) => one.qualifiedName === view.environment);
    this.prefixCause = {
      derived: 'package, cloud and environment begin every name',
      from: [cloud, ...environments],
    };
    const system = cloud.qualifiedName.split('.')[0]!;
    this.prefix = [system, cloud.name, ...(this.environment === undefined ? [] : [this.environment])]
      .map(kebab)
      .join('-');
  }

  all<K extends Resource['kind']>(kind: K): readonly Extract<Resource, { kind: K }>[] {
    return this.cloud.resources
      .filter((one): one is Extract<Resource, { kind: K }> => one.kind === kind)
      .sort((a, b) => (a.qualifiedName < b.qualifiedName ? -1 : 1));
  }

  find<K extends Resource['kind']>(kind: K, ref: Ref): Extract<Resource, { kind: K }> | undefined {
    return this.all(kind).find((one) => one.qualifiedName === ref.qualifiedName);
  }

  report(
    code: TerraformCode,
    origin: Origin,
    message: string,
    help?: string,
    related?: Diagnostic['related'],
  ): void {
    const { severity } = TERRAFORM_DIAGNOSTICS[code];
    const place = { file: origin.file, range: origin.range };
    this.diagnostics.push({
      ...{ code, severity, message, ...place },
      ...(help === undefined ? {} : { help }),
      ...(related === undefined ? {} : { related }),
    });
  }

  /** The name at AWS, `${local.prefix}-…`, after a check of the whole name; an expression counts for nothing there. */
  name(kind: NameKind, element: Named, ...suffix: readonly (string | RawHcl)[]): RawHcl {
    const tail = (suffix.length === 0 ? [element.name] : suffix).map((part) =>
      part instanceof RawHcl ? part : kebab(part),
    );
    const fixed = tail.filter((part): part is string => typeof part === 'string');
    this.checkName(kind, [this.prefix, ...fixed].join('-'), element);
    return template(raw('local.prefix'), ...tail.flatMap((part) => ['-', part]));
  }

  checkName(kind: NameKind, name: string, element: Named): void {
    const problem = nameProblem(kind, name);
    if (problem !== undefined) {
      this.report(
        'TN9101',
        element.origin,
        problem,
        `Rename "${element.name}", its package or the environment.`,
      );
    }
    const holder = kind === 'tag' ? undefined : this.#names.take(kind, name, element);
    if (holder !== undefined) this.#reportCollision(name, element, holder.origin);
  }

  /** Checks that blocks have addresses of their own; `owner` is the element that a block is made for. */
  checkAddresses(blocks: readonly DocumentedBlock[], owner: Named): void {
    for (const { type, labels } of blocks.map((one) => one.block)) {
      if (type !== 'resource' && type !== 'data' && type !== 'module') continue;
      const holder = this.#names.take(type, labels.join('.'), owner);
      if (holder !== undefined) this.#reportCollision(labels.join('.'), owner, holder.origin);
    }
  }

  #reportCollision(name: string, element: Named, first: Origin): void {
    this.report(
      'TN9102',
      element.origin,
      `"${name}" is the name of two elements once it is written for AWS.`,
      `Rename "${element.name}".`,
      [{ file: first.file, range: first.range, message: 'The other one is here.' }],
    );
  }

  nameTag(element: Named, ...suffix: readonly string[]): HclItem {
    return attribute('tags', map(['Name', this.name('tag', element, ...suffix)]));
  }

  /** A value of the model: the variable of its parameter, or the value itself. */
  given<T extends string | number | boolean>(given: Given<T>): T | RawHcl {
    return given.parameter === undefined ? given.value : raw(this.variable(given.parameter));
  }

  /** A quantity as a whole number of some unit, rounded up; `unit` is the size of the unit in the base unit. */
  whole(given: Given<Quantity>, unit: number): number | RawHcl {
    if (given.parameter === undefined) return Math.ceil(given.value.value / unit);
    return raw(`ceil(${this.variable(given.parameter)} / ${unit})`);
  }

  /** `var.x` for a parameter, which from now on is a variable of the configuration. */
  variable(ref: Ref<'param'>): string {
    const known = this.parameters.get(ref.qualifiedName);
    if (known !== undefined) return `var.${known.name}`;
    const parameter = this.view.get('param', ref.qualifiedName);
    const name = variableName(parameter.name);
    this.parameters.set(ref.qualifiedName, { name, parameter });
    const holder = this.#names.take('variable', name, parameter);
    if (holder !== undefined) this.#reportCollision(name, parameter, holder.origin);
    return `var.${name}`;
  }

  ownVariable(variable: OwnVariable, element: Named): string {
    this.ownVariables.push(variable);
    const holder = this.#names.take('variable', variable.name, element);
    if (holder !== undefined) this.#reportCollision(variable.name, element, holder.origin);
    return `var.${variable.name}`;
  }
}
