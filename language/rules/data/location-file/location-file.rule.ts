import { onElement, type Rule } from '../../rule.ts';

/** A location that is a path names a file or folder of the project; a URI is somebody else's. */
export const rule: Rule = {
  code: 'TN1302',
  name: 'location-file',
  summary: 'The location of a source, when it is a path, is there.',
  severity: 'warning',
  reach: 'element',
  checks: [
    onElement('source', ({ location }, { facts }, report) => {
      if (!location || facts.exists(location.value) !== false) return;
      report({
        message: `There is no file or folder ${location.value} in the project.`,
        origin: location.origin,
        help: 'The path is relative to the project folder; data that lies elsewhere has a URI such as s3://….',
        data: { path: location.value },
      });
    }),
  ],
};
