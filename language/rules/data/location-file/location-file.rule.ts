import type { Rule } from '../../rule.ts';

/** A location that is a path names a file or folder of the project; a URI is somebody else's. */
export const rule: Rule = {
  code: 'TN1302',
  name: 'location-file',
  summary: 'The location of a source, when it is a path, is there.',
  severity: 'warning',
  checkSystem({ system, facts }, report) {
    for (const source of system.elements) {
      if (source.kind !== 'source' || !source.location) continue;
      const { value: path, origin } = source.location;
      if (facts.exists(path) !== false) continue;
      report({
        message: `There is no file or folder ${path} in the project.`,
        origin,
        help: 'The path is relative to the project folder; data that lies elsewhere has a URI such as s3://….',
        data: { path },
      });
    }
  },
};
