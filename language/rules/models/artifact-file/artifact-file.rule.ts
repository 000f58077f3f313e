import { onElement, type Rule } from '../../rule.ts';

/** The file of a model has to be there and has to be what it is said to be. */
export const rule: Rule = {
  code: 'TN1501',
  name: 'artifact-file',
  summary: "A model's file is missing, or is no ONNX file that can be read.",
  severity: 'error',
  reach: 'element',
  checks: [
    onElement('model', ({ name, artifact }, { facts }, report) => {
      if (artifact === undefined || artifact.format === 'huggingface') return;
      const { format, path } = artifact;
      if (facts.exists(path.value) === false) {
        report({
          message: `There is no file ${path.value} in the project.`,
          origin: path.origin,
          help: `Train and export ${name}, or correct the path; it is relative to the folder of tenon.json.`,
        });
        return;
      }
      const fact = format === 'onnx' ? facts.signature(path.value) : undefined;
      if (fact === undefined || 'signature' in fact) return;
      const { message, hint } = fact.problem;
      report({ message, origin: path.origin, ...(hint === undefined ? {} : { help: hint }) });
    }),
  ],
};
