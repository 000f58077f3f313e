import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProjectFacts } from '../../language/index.ts';

const EXAMPLES = join(import.meta.dirname, '../../examples');

/** Every file is there; what is in it is not looked at. */
export const NOTHING_READ: ProjectFacts = { exists: () => true, signature: () => undefined, schema: () => undefined, measured: () => undefined }; // prettier-ignore

/** The models of an example by path, without what was generated from them or measured. */
export const exampleTexts = (
  folder: string,
  isWanted: (path: string) => boolean = () => true,
): Record<string, string> =>
  Object.fromEntries(
    readdirSync(join(EXAMPLES, folder), { recursive: true, encoding: 'utf8' })
      .map((path) => path.replaceAll('\\', '/'))
      .filter((path) => path.endsWith('.tenon') && !/^generated|(?:^|\/)\./u.test(path) && isWanted(path))
      .map((path) => [path, readFileSync(join(EXAMPLES, folder, path), 'utf8')]),
  );

/** One system of the gallery with the platforms that it may stand on. */
export const galleryTexts = (path: string): Record<string, string> =>
  exampleTexts('gallery', (each) => each === path || each.startsWith('platforms'));
