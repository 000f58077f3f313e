import type { Rule } from '../../rule.ts';

/** The file of a model has to be there and has to be what it is said to be. */
export const rule: Rule = {
  code: 'TN1501',
  name: 'artifact-file',
  summary: "A model's file is missing, or is no ONNX file that can be read.",
  severity: 'error',
  checkSystem({ system, facts }, report) {
    for (const model of system.elements) {
      if (model.kind !== 'model' || model.artifact === undefined) continue;
      const { format, path } = model.artifact;
      if (format === 'huggingface') continue;
      if (facts.exists(path.value) === false) {
        report({
          message: `There is no file ${path.value} in the project.`,
          origin: path.origin,
          help: `Train and export ${model.name}, or correct the path; it is relative to the folder of tenon.json.`,
        });
        continue;
      }
      const fact = format === 'onnx' ? facts.signature(path.value) : undefined;
      if (fact === undefined || 'signature' in fact) continue;
      const { message, hint } = fact.problem;
      report({ message: message, origin: path.origin, ...(hint === undefined ? {} : { help: hint }) });
    }
  },
};
