/** The face of the core: what other rooms may use of the language. */
export { CODES } from './diagnostics/codes.ts';
export { MEASURED_CODES, MEASURED_SUMMARIES } from './diagnostics/measured-codes.ts';
export { grade } from './project/grading.ts';
export type { Diagnostic, RelatedPlace, Severity } from './diagnostics/diagnostic.ts';
export { allFacts, factText } from './derivation/derivation.ts';
export type { Derivation, Subject } from './derivation/derivation.ts';
export { derive, deriveElement } from './derivation/derive.ts';
export type { Derivations } from './derivation/derive.ts';
export { shortWhy } from './derivation/short-why.ts';
export { whereTheyPart } from './derivation/where-they-part.ts';
export type { ChainLink, PartedChains } from './derivation/where-they-part.ts';
export type * as Syntax from './generated/ast.ts';
export {
  isAction,
  isBody,
  isClause,
  isCondition,
  isDeclaration,
  isEntry,
  isForEach,
  isHandler,
  isImportStatement,
  isPackageStatement,
  isStep,
  isWhen,
} from './generated/ast.ts';
export { CLAUSE_WORDS, NOUNS, RESERVED_WORDS } from './generated/words.ts';
export { LIBRARY_FILES } from './library/library.ts';
export { findMachine } from './library/machine-catalogue.ts';
export type * from './model/data.ts';
export type { Element, Ref } from './model/element.ts';
export type { BinaryOperator, Expression, ExpressionNode } from './model/expression.ts';
export { nodesOf, partsOf } from './model/expression-nodes.ts';
export type * from './model/infrastructure.ts';
export type * from './model/learning.ts';
export { ATTRIBUTES } from './model/lowering/attribute-names.ts';
export { compareOrigins, compareText } from './model/origin.ts';
export type { Layer, Origin, Position, Range, Sourced } from './model/origin.ts';
export type * from './model/pipeline.ts';
export type * from './model/recovery.ts';
export type * from './model/release.ts';
export type * from './model/service.ts';
export type * from './model/system.ts';
export { documentationOf, leafAt, nameOf, offsetsOf, parseFile, rangeOf, textOf } from './parser/index.ts';
export { syntaxAt } from './parser/syntax-at.ts';
export type { SyntaxPlace } from './parser/syntax-at.ts';
export type {
  FactProblem,
  MeasuredFact,
  MeasuredPoint,
  Measurement,
  ModelSignature,
  ProjectFacts,
  SignatureFact,
  SignaturePort,
  TableColumn,
  TableFact,
  TableSchema,
} from './project/facts.ts';
export type { ProjectFileSystem } from './project/file-system.ts';
export { collectFacts, factsOf, seeFiles } from './project/collect-facts.ts';
export type { FactReaders, SeenFile, SeenFiles } from './project/collect-facts.ts';
export {
  belongsToProject,
  emptyFile,
  LOAD_CODES,
  loadProject,
  MODEL_EXTENSION,
  modelFiles,
  readModelText,
} from './project/load.ts';
export type { LoadedProject, LoadOptions } from './project/load.ts';
export { sortDiagnostics } from './diagnostics/sort-diagnostics.ts';
export { Project, VOCABULARY } from './project/project.ts';
export { nameRange } from './project/to-diagnostic.ts';
export type { CheckedFile } from './checker/file-checker.ts';
export type { ProjectFile } from './project/project-file.ts';
export type { Stale } from './project/stale-checks.ts';
export type { Resolution } from './project/project.ts';
export { readSettings } from './project/settings-reader.ts';
export { resolveSchema, settingsSchema, type JsonSchema } from './project/settings-schema.ts';
export { ALWAYS_EXCLUDED, DEFAULT_SETTINGS, SETTINGS_FILE } from './project/settings.ts';
export type { ProjectSettings, TargetSettings } from './project/settings.ts';
export { decodeModelText } from './project/text-decoder.ts';
export type { Fix, ProposedFix, TextEdit } from './rules/fix.ts';
export { fixAll, type AppliedFix } from './rules/fix-all.ts';
export { proposedFixes } from './rules/proposed-fixes.ts';
export { RULES } from './rules/registry.ts';
export { SUPPRESSION_CODES, type Suppression } from './rules/suppression.ts';
export type { Rule } from './rules/rule.ts';
export { Analysis, clauseNodes, resolvePath } from './scoping/analysis.ts';
export type { RowMeaning, Rows } from './scoping/analysis.ts';
export { fileSymbols } from './scoping/file-symbols.ts';
export type { FileSymbols } from './scoping/file-symbols.ts';
export { NameScope } from './scoping/name-scope.ts';
export { bindingRange, whereIs } from './scoping/place.ts';
export type { Binding } from './scoping/problem.ts';
export { ROW_KINDS } from './scoping/step-rows.ts';
export { suggest } from './scoping/suggestion.ts';
export type { Symbol } from './scoping/symbol.ts';
export { takesArgument } from './scoping/type-families.ts';
export { formatChanges, formatText } from './text/formatter.ts';
export { printDeclaredName, printName } from './text/print-name.ts';
export { printType, SCALAR_TYPES } from './types/data-type.ts';
export type { DataType, Dimension, ScalarName } from './types/data-type.ts';
export { cronFields, type CronFields } from './types/cron-fields.ts';
export { cronProblem } from './types/cron.ts';
export { parseQuantity } from './types/quantity.ts';
export type { Quantity } from './types/quantity.ts';
export { DIMENSIONS } from './types/unit-table.ts';
export { FUNCTIONS, MEASURES, METRICS } from './vocabulary/functions.ts';
export { placeOf, Vocabulary } from './vocabulary/vocabulary.ts';
export type { BodyWord, ClauseWord, NounWord, PropertyWord, VerbWord } from './vocabulary/word.ts';
export type { ValueType } from './vocabulary/value-type.ts';
