import type { Symbol } from '../../scoping/symbol.ts';

/**
 * The name of a resource at its provider: package, cloud, environment and own name, in letters that S3, ECR
 * and Kubernetes all take. It is part of the resolved model because other elements refer to it
 * (`s3://${lake.name}/…`) and must agree with what Terraform creates. `owner` is the cloud, when that is
 * made from a template and so is not the element that the symbol was written in.
 */
export function physicalName(symbol: Symbol, environment: Symbol | undefined, owner = symbol.parent): string {
  const packagePart = symbol.file.package.split('.')[0] ?? '';
  return [packagePart, owner?.name, environment?.name, symbol.name]
    .filter((part): part is string => part !== undefined && part !== '')
    .map((part) =>
      part
        .toLowerCase()
        .replaceAll(/[^a-z0-9]+/gu, '-')
        .replaceAll(/^-+|-+$/gu, ''),
    )
    .join('-');
}
