import { expect, it } from 'vitest';
import { expectFindings, projectOf } from '../testing/findings.ts';

const SERVICE = `package shop
model net { input x : float32[batch, 3], output y : float32[batch, 1] }
service api {
  serves net on triton
`;

it('hides what is found at the next line, or at its own', () => {
  expectFindings(`${SERVICE}  // tenon-ignore TN1703: the meter counts so
  objective { latency.p99 < 3 }
}`);
  expectFindings(`${SERVICE}  objective { latency.p99 < 3 } // tenon-ignore TN1703: the meter counts so
}`);
});

it('hides what is found anywhere in the file', () => {
  expectFindings(
    `// tenon-ignore-file TN1703: the meter counts so\n${SERVICE}  objective { latency.p99 < 3 }\n}`,
  );
});

it('hides nothing else', () => {
  expectFindings(`// tenon-ignore TN1703: too far above // ! TN1206 Nothing is found here
${SERVICE}
  objective { latency.p99 < 3 } // ! TN1703 latency is a duration
}`);
});

it('is reported when it hides nothing, says nothing, or names no rule', () => {
  const found = projectOf(`package shop
// tenon-ignore TN1703: no objective here
// tenon-ignore TN1704
// tenon-ignore TN17033: misspelt
// tenon-ignore TN1001: never
// tenon-ignore
param a : int = 1
`).check();
  expect(found.map(({ code, range, message }) => [code, range.start.line, message])).toEqual([
    ['TN1206', 1, 'Nothing is found here that ignoring TN1703 would hide.'],
    ['TN1207', 2, 'Nothing says why TN1704 is ignored here.'],
    ['TN1206', 2, 'Nothing is found here that ignoring TN1704 would hide.'],
    ['TN1208', 3, 'There is no rule TN17033.'],
    ['TN1208', 4, "TN1001 can't be ignored."],
    ['TN1207', 5, 'This comment names no code to ignore.'],
  ]);
});

it('is not idle when it hides something in another environment', () => {
  expectFindings(`package shop
param replicas : int in 1..20 = 2
environment prod {
  // tenon-ignore TN1901: measured
  param replicas = 40
}
`);
});
