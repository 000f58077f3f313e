import { fileURLToPath } from 'node:url';
import ts from 'typescript';

type Schema = Readonly<Record<string, unknown>>;

const root = fileURLToPath(new URL('../..', import.meta.url));
const SOURCE = 'language/model/system.ts';

/** JSON schema of the resolved model, made from the types in `language/model`. */
export function modelSchema(): Schema {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    strict: true,
    exactOptionalPropertyTypes: true,
    allowImportingTsExtensions: true,
    noEmit: true,
    types: [],
  };
  const program = ts.createProgram([`${root}${SOURCE}`], options);
  const source = program.getSourceFile(`${root}${SOURCE}`);
  const writer = new SchemaWriter(program.getTypeChecker());
  const system = source && writer.ofExport(source, 'System');
  if (!system) throw new Error(`${SOURCE} exports no System.`);
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'The resolved model of a Tenon project, as printed by `tenon model`',
    ...system,
    definitions: Object.fromEntries([...writer.definitions].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

/** Turns types into schemas; every named type becomes a definition, so that recursive ones end. */
class SchemaWriter {
  readonly definitions = new Map<string, Schema>();
  readonly #checker: ts.TypeChecker;

  constructor(checker: ts.TypeChecker) {
    this.#checker = checker;
  }

  ofExport(source: ts.SourceFile, name: string): Schema | undefined {
    const module = this.#checker.getSymbolAtLocation(source);
    const symbol = module && this.#checker.getExportsOfModule(module).find((each) => each.name === name);
    return symbol && this.#schema(this.#checker.getDeclaredTypeOfSymbol(symbol));
  }

  #schema(type: ts.Type): Schema {
    if (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) return {};
    if (type.isStringLiteral() || type.isNumberLiteral()) return { const: type.value };
    if (type.flags & ts.TypeFlags.BooleanLiteral)
      return { const: this.#checker.typeToString(type) === 'true' };
    if (type.flags & ts.TypeFlags.String) return { type: 'string' };
    if (type.flags & ts.TypeFlags.Number) return { type: 'number' };
    if (type.flags & ts.TypeFlags.Boolean) return { type: 'boolean' };
    if (type.flags & ts.TypeFlags.Null) return { type: 'null' };
    const name = this.#nameOf(type);
    if (name === undefined) return this.#structure(type);
    if (!this.definitions.has(name)) {
      // The place is taken before its content is known, so that a type may contain itself.
      this.definitions.set(name, {});
      this.definitions.set(name, { ...this.#describe(type), ...this.#structure(type) });
    }
    return { $ref: `#/definitions/${name}` };
  }

  /** `Sourced<number>` is `Sourced_number`; undefined for lists and for types that are written in place. */
  #nameOf(type: ts.Type): string | undefined {
    if (this.#checker.isArrayType(type) || this.#checker.isTupleType(type)) return undefined;
    const symbol = type.aliasSymbol ?? type.symbol;
    if (!symbol || symbol.name.startsWith('__')) return undefined;
    const named = this.#checker.typeToString(
      type,
      undefined,
      ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.UseAliasDefinedOutsideCurrentScope,
    );
    return named
      .replaceAll(/import\("[^"]*"\)\./g, '')
      .replaceAll(/[^A-Za-z0-9]+/g, '_')
      .replaceAll(/^_+|_+$/g, '');
  }

  #structure(type: ts.Type): Schema {
    if (type.isUnion()) return this.#union(type.types);
    if (this.#checker.isArrayType(type)) {
      const [item] = this.#checker.getTypeArguments(type as ts.TypeReference);
      return { type: 'array', items: item ? this.#schema(item) : {} };
    }
    if (this.#checker.isTupleType(type)) {
      const items = this.#checker
        .getTypeArguments(type as ts.TypeReference)
        .map((item) => this.#schema(item));
      return { type: 'array', items, minItems: items.length, maxItems: items.length };
    }
    return this.#object(type);
  }

  #union(types: readonly ts.Type[]): Schema {
    const parts = types.filter((each) => !(each.flags & ts.TypeFlags.Undefined));
    const literals = parts.flatMap((each) =>
      each.isStringLiteral() || each.isNumberLiteral() ? [each.value] : [],
    );
    const isBoolean = parts.filter((each) => each.flags & ts.TypeFlags.BooleanLiteral).length === 2;
    const others = parts.filter(
      (each) =>
        !each.isStringLiteral() &&
        !each.isNumberLiteral() &&
        !(isBoolean && each.flags & ts.TypeFlags.BooleanLiteral),
    );
    const schemas: Schema[] = [
      ...(literals.length > 0 ? [{ enum: literals }] : []),
      ...(isBoolean ? [{ type: 'boolean' }] : []),
      ...others.map((each) => this.#schema(each)),
    ];
    return schemas.length === 1 ? schemas[0]! : { anyOf: schemas };
  }

  #object(type: ts.Type): Schema {
    const properties: Record<string, Schema> = {};
    const required: string[] = [];
    for (const symbol of this.#checker.getPropertiesOfType(type)) {
      const own = this.#checker.getTypeOfSymbol(symbol);
      const optional = (symbol.flags & ts.SymbolFlags.Optional) !== 0;
      const schema = this.#schema(optional ? this.#withoutUndefined(own) : own);
      const doc = ts.displayPartsToString(symbol.getDocumentationComment(this.#checker));
      // Draft 7 ignores what stands beside a $ref.
      properties[symbol.name] =
        doc === ''
          ? schema
          : '$ref' in schema
            ? { description: doc, allOf: [schema] }
            : { description: doc, ...schema };
      if (!optional) required.push(symbol.name);
    }
    const index = this.#checker.getIndexTypeOfType(type, ts.IndexKind.String);
    return {
      type: 'object',
      properties,
      ...(required.length > 0 ? { required } : {}),
      additionalProperties: index ? this.#schema(index) : false,
    };
  }

  #withoutUndefined(type: ts.Type): ts.Type {
    if (!type.isUnion() || !type.types.some((each) => each.flags & ts.TypeFlags.Undefined)) return type;
    return this.#checker.getNonNullableType(type);
  }

  #describe(type: ts.Type): Schema {
    const symbol = type.aliasSymbol ?? type.symbol;
    const doc = ts.displayPartsToString(symbol.getDocumentationComment(this.#checker));
    return doc === '' ? {} : { description: doc };
  }
}
