import { isEntry, nameOf, whereIs, type Origin, type Symbol } from '../../../language/index.ts';
import type { CausingPlace, LineOrigin } from '../../../protocol/index.ts';
import { causesOf } from '../../../targets/kit/trace.ts';
import { symbolUri } from '../../names/symbol-location.ts';
import { nodesIn } from '../../text/nodes-in.ts';
import type { ProjectHost } from '../../workspace/project-host.ts';
import { linesNow, type TargetFile } from './traced-files.ts';

/** Why a line (counted from 0) of a generated file is there; undefined for a line that nobody knows. */
export async function lineOrigin(
  host: ProjectHost,
  root: string,
  file: TargetFile,
  line: number,
  unsaved: string | undefined,
): Promise<LineOrigin | undefined> {
  const { target } = file;
  const answer = { target, places: [], isEdited: false };
  if (file.copyOf !== undefined) {
    const origins = file.spans.flatMap((span) => span.origins);
    return { ...answer, cause: 'copy', places: origins.map((origin) => placeNow(host, origin)) };
  }
  const lines = await linesNow(root, file, unsaved);
  if (!lines) return undefined;
  const { isEdited } = lines;
  const generated = lines.map.toGenerated(line + 1);
  if (generated === undefined) return isEdited ? { ...answer, isEdited, cause: 'by hand' } : undefined;
  const cause = causesOf({ target, files: [file] }, file.path, generated);
  if (!cause) return undefined;
  if (cause.kind === 'boilerplate') return { ...answer, isEdited, cause: 'boilerplate' };
  return {
    ...answer,
    isEdited,
    cause: 'model',
    ...(cause.derived === undefined ? {} : { derived: cause.derived }),
    places: cause.origins.map((origin) => placeNow(host, origin)),
  };
}

/**
 * Where the cause stands now: the model may have moved on since it was generated. What is not declared any more,
 * or comes from another layer, is shown where it was.
 */
function placeNow(host: ProjectHost, origin: Origin): CausingPlace {
  const { element, property, layer, file, range } = origin;
  const about = {
    element,
    ...(property === undefined ? {} : { property }),
    ...(layer === 'declaration' ? {} : { layer }),
  };
  const symbol = layer === 'declaration' ? declared(host, element) : undefined;
  if (!symbol) return { ...about, uri: host.uriOf(file), range };
  const entry = property === undefined ? undefined : entryOf(symbol, property);
  const place = entry ? whereIs(entry) : whereIs(symbol.node, 'name');
  return { ...about, uri: symbolUri(symbol, host), range: place };
}

const declared = ({ project }: ProjectHost, qualifiedName: string): Symbol | undefined =>
  project.analysis.project
    .anywhere(qualifiedName.slice(qualifiedName.lastIndexOf('.') + 1))
    .find((symbol) => symbol.qualifiedName === qualifiedName && !symbol.file.library);

/** The entry of a property such as `scale.replicas`, as far as it is written out. */
function entryOf({ node }: Symbol, property: string): Parameters<typeof whereIs>[0] | undefined {
  const last = property.split('.').at(-1);
  return nodesIn(node).find((each) => isEntry(each) && nameOf(each.name) === last);
}
