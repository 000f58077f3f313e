import type { Element } from '../../language/model/element.ts';

interface NameRule {
  /** What the name is for, with its article. */
  readonly thing: string;
  readonly least: number;
  readonly most: number;
  readonly pattern: RegExp;
  readonly alphabet: string;
}

const LOWER = {
  pattern: /^[a-z][a-z0-9-]*[a-z0-9]$/,
  alphabet: 'a–z, 0–9 and hyphens, beginning with a letter',
};

/** Limits of AWS for each kind of name, on the whole name with its prefix. */
export const NAME_RULES = {
  bucket: {
    thing: 'an S3 bucket',
    least: 3,
    most: 63,
    pattern:
      /^(?!xn--|sthree-|amzn-s3-demo-)(?!.*(?:-s3alias|--ol-s3|--x-s3|\.mrap)$)(?!.*\.\.)[a-z0-9][a-z0-9.-]*[a-z0-9]$/,
    alphabet: 'a–z, 0–9, dots and hyphens, with a letter or digit at both ends',
  },
  cluster: { thing: 'a cluster', least: 1, most: 100, ...LOWER },
  'node group': { thing: 'an EKS node group', least: 1, most: 63, ...LOWER },
  role: { thing: 'an IAM role', least: 1, most: 64, ...LOWER },
  repository: { thing: 'an ECR repository', least: 2, most: 256, ...LOWER },
  'security group': { thing: 'a security group', least: 1, most: 255, ...LOWER },
  'launch template': { thing: 'a launch template', least: 3, most: 128, ...LOWER },
  service: { thing: 'an ECS service', least: 1, most: 255, ...LOWER },
  'key alias': { thing: 'a KMS alias', least: 1, most: 250, ...LOWER },
  'log group': {
    thing: 'a log group',
    least: 1,
    most: 512,
    pattern: /^[a-z0-9/._-]+$/,
    alphabet: 'a–z, 0–9 and / . _ -',
  },
  tag: {
    thing: 'a Name tag',
    least: 1,
    most: 256,
    pattern: /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u,
    alphabet: 'letters, digits and _ . : / = + - @',
  },
} as const satisfies Record<string, NameRule>;
export type NameKind = keyof typeof NAME_RULES;

/** A name of the model as AWS names are written; letters that AWS lacks stay, so that the check finds them. */
export const kebab = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[^a-z0-9\u0080-\uffff]+/gu, '-')
    .replaceAll(/^-+|-+$/gu, '');

/** The name of a Terraform block; what is not ASCII is reported with the name at AWS, so here it only has to be harmless. */
export const identifier = (...parts: readonly string[]): string => {
  const joined = parts.join('_').replace(/[^A-Za-z0-9_]/g, '_');
  return /^[A-Za-z_]/.test(joined) ? joined : `_${joined}`;
};

/** Words that Terraform keeps for itself inside a module call or block. */
const RESERVED_VARIABLES = new Set([
  'source',
  'version',
  'providers',
  'count',
  'for_each',
  'lifecycle',
  'depends_on',
  'locals',
]);
export const variableName = (name: string): string =>
  RESERVED_VARIABLES.has(identifier(name)) ? `${identifier(name)}_value` : identifier(name);

/** What is wrong with a name, or undefined. */
export function nameProblem(kind: NameKind, name: string): string | undefined {
  const rule: NameRule = NAME_RULES[kind];
  if (name.length < rule.least || name.length > rule.most) {
    return `"${name}" has ${name.length} characters, and the name of ${rule.thing} has ${rule.least} to ${rule.most}.`;
  }
  if (!rule.pattern.test(name)) return `"${name}" cannot name ${rule.thing}: it may have ${rule.alphabet}.`;
  return undefined;
}

/** Remembers who took which name, so that a second taker is found. */
export class NameBook {
  readonly #taken = new Map<string, Pick<Element, 'qualifiedName' | 'origin'>>();

  /** Takes a name; answers the element that has it already, if that is another one. */
  take(
    space: string,
    name: string,
    element: Pick<Element, 'qualifiedName' | 'origin'>,
  ): typeof element | undefined {
    const key = `${space}:${name}`;
    const holder = this.#taken.get(key);
    if (holder === undefined) this.#taken.set(key, element);
    return holder?.qualifiedName === element.qualifiedName ? undefined : holder;
  }
}
