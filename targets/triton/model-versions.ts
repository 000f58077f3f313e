import type { Diagnostic } from '../../language/diagnostics/diagnostic.ts';
import { versionPath, weightsPath } from '../../language/model/artifact-paths.ts';
import type { Origin } from '../../language/model/origin.ts';
import type { FileFacts } from '../kit/target.ts';
import type { Cause } from '../kit/text.ts';
import { traced, type Traced } from '../kit/traced.ts';
import { problem } from './diagnostics.ts';
import type { PlacedVersion } from './output.ts';
import type { ServedModel } from './served-models.ts';

export interface PlannedVersions {
  readonly versions: readonly PlacedVersion[];
  readonly loads?: Traced<readonly number[]>;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Which versions of a model are placed and loaded: those that get a share of the traffic, that are served by
 * name, or that a rollback returns to. Without any there is one, called 1. The declared artifact is the newest
 * version; version 4 of `models/net.onnx` is kept beside it as `models/net@4.onnx`.
 */
export function planVersions(served: ServedModel, artifact: string, files: FileFacts): PlannedVersions {
  const diagnostics: Diagnostic[] = [];
  const wanted = new Map<number, Origin[]>();
  for (const { label, origin } of namedVersions(served)) {
    if (/^[1-9][0-9]{0,17}$/.test(label))
      wanted.set(Number(label), [...(wanted.get(Number(label)) ?? []), origin]);
    else {
      diagnostics.push(
        problem(
          'TN9203',
          origin,
          `Triton can't serve version "${label}" of ${served.model.name}: its versions are whole numbers.`,
          {
            help: `Write a number, such as ${served.model.name}@1.`,
          },
        ),
      );
    }
  }
  const cause: Cause = served.model.artifact?.path;
  if (wanted.size === 0) return { versions: [placed(1, artifact, files, cause)], diagnostics };

  const ascending = [...wanted.entries()].sort(([a], [b]) => a - b);
  const newest = ascending.at(-1)![0];
  const versions: PlacedVersion[] = [];
  for (const [version, origins] of ascending) {
    const own = versionPath(artifact, version);
    const path = files.exists(own) ? own : version === newest ? artifact : undefined;
    if (path !== undefined) versions.push(placed(version, path, files, [origins, cause]));
    else {
      diagnostics.push(
        problem('TN9204', origins[0]!, `There is no file for version ${version} of ${served.model.name}.`, {
          help: `Put it at ${own}; ${artifact} is version ${newest}.`,
        }),
      );
    }
  }
  const numbers = ascending.map(([version]) => version);
  return {
    versions,
    loads: traced(
      numbers,
      ascending.flatMap(([, origins]) => origins),
      'Versions that get requests, or that a rollback returns to.',
    ),
    diagnostics,
  };
}

interface NamedVersion {
  readonly label: string;
  readonly origin: Origin;
}

function namedVersions({ model, services, serving }: ServedModel): readonly NamedVersion[] {
  const named: NamedVersion[] =
    serving.version === undefined ? [] : [{ label: serving.version, origin: serving.origin }];
  for (const service of services) {
    for (const share of service.traffic) {
      if (share.model.qualifiedName !== model.qualifiedName || share.version === undefined) continue;
      named.push({ label: share.version, origin: share.share.origin });
    }
    for (const action of service.recoveries.flatMap((recovery) => recovery.actions)) {
      if (action.action !== 'rollback' || action.to === undefined) continue;
      if (action.subject.qualifiedName === model.qualifiedName)
        named.push({ label: action.to, origin: action.origin });
    }
  }
  return named;
}

/** Weights outside the ONNX file keep their name, because the file names them. */
function placed(version: number, path: string, files: FileFacts, cause: Cause): PlacedVersion {
  const weights = weightsPath(path);
  const beside = files.exists(weights)
    ? [{ name: weights.slice(weights.lastIndexOf('/') + 1), copyOf: weights }]
    : [];
  return { version, files: [{ name: 'model.onnx', copyOf: path }, ...beside], cause };
}
