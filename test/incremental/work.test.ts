import { describe, expect, it } from 'vitest';
import { Project } from '../../language/index.ts';

const SHOPS = 40;

const shop = (index: number): string => `package shop${index}

import shared.{ swipes, card }

features activity of card from swipes {
  spent_7d : float64 = sum(amount) over 7d
  often_7d : int64   = count() over 7d
}

model net {
  artifact: onnx("net.onnx")
  input  x     : float32[batch, 2] from activity
  output score : float32[batch, 1]
}

service api { serves net on triton { batch 1..8 within 2ms } }
`;

/** A view that stands on the one before, with a model of its own. */
const link = (index: number): string => `package link${index}

import shared.{ ${index > 0 ? '' : 'swipes, '}card }
${index > 0 ? `import link${index - 1}.{ view${index - 1} }` : ''}

features view${index} of card from ${index > 0 ? `view${index - 1}` : 'swipes'} {
  spent${index} : float64 = ${index > 0 ? `spent${index - 1} + 1` : 'sum(amount) over 7d'}
}

model net${index} {
  input  x     : float32[batch, 1] from view${index}
  output score : float32[batch, 1]
}
`;

/** Rows that are written into a bucket of another file. */
const sink = (index: number): string => `package sink${index}

import cloud.{ lake }

sink rows { location: "s3://\${lake.name}/rows/${index}/" }
`;

const SHARED = `package shared

source swipes {
  location: "data/swipes.parquet"
  event_time: at
  schema {
    card_id : string key
    amount  : float64
    at      : timestamp
  }
}

/// Someone who pays.
entity card { key: card_id }

param unused : int = 3
`;

function shops(): Project {
  const project = new Project();
  project.setFile('shared.tenon', SHARED);
  for (let index = 0; index < SHOPS; index++) project.setFile(`shop${index}.tenon`, shop(index));
  project.check();
  return project;
}

/** How many files and elements an edit has checked again. */
function costOf(project: Project, path: string, text: string): { files: number; elements: number } {
  const before = { ...project.work };
  project.setFile(path, text);
  project.check();
  return {
    files: project.work.filesChecked - before.filesChecked,
    elements: project.work.elementsChecked - before.elementsChecked,
  };
}

describe('an edit checks again', () => {
  it('its own file, when nobody refers to what changed', () => {
    const cost = costOf(shops(), 'shop3.tenon', shop(3).replace('within 2ms', 'within 4ms'));
    expect(cost).toEqual({ files: 1, elements: 1 });
  });

  it('its own file, when declarations only moved', () => {
    const cost = costOf(shops(), 'shared.tenon', SHARED.replace('///', '// A note.\n\n///'));
    expect(cost).toEqual({ files: 1, elements: 0 });
  });

  it('its own file, when a parameter changed that nobody uses', () => {
    const cost = costOf(shops(), 'shared.tenon', SHARED.replace('int = 3', 'int = 4'));
    expect(cost).toEqual({ files: 1, elements: 1 });
  });

  it('everything that follows from a column', () => {
    const cost = costOf(shops(), 'shared.tenon', SHARED.replace('float64', 'float32'));
    // The view's own file checks its formulas; of its elements, those that see the column's type.
    expect(cost.files).toBe(1 + SHOPS);
    expect(cost.elements).toBeLessThanOrEqual(1 + 3 * SHOPS);
    expect(cost.elements).toBeGreaterThanOrEqual(1 + SHOPS);
  });

  it('no more than the next in a chain, when what comes of it is the same', () => {
    const project = new Project();
    project.setFile('shared.tenon', SHARED);
    for (let index = 0; index < SHOPS; index++) project.setFile(`link${index}.tenon`, link(index));
    project.check();
    // A sum of numbers stays a sum of numbers.
    const column = costOf(project, 'shared.tenon', SHARED.replace('float64', 'float32'));
    expect(column).toEqual({ files: 2, elements: 2 });
    const formula = costOf(project, 'link3.tenon', link(3).replace('+ 1', '+ 2'));
    expect(formula).toEqual({ files: 1, elements: 2 });
  });

  it('its own file, when what others see of a declaration stays', () => {
    const bucket = (text: string): string =>
      `package cloud\n\ncloud main on aws { bucket lake { ${text} } }\n`;
    const project = new Project();
    project.setFile('cloud.tenon', bucket('versioning: on'));
    for (let index = 0; index < SHOPS; index++) project.setFile(`sink${index}.tenon`, sink(index));
    project.check();
    expect(costOf(project, 'cloud.tenon', bucket('versioning: off'))).toEqual({ files: 1, elements: 1 });
    const renamed = costOf(project, 'cloud.tenon', bucket('').replace('lake', 'pond'));
    expect(renamed).toEqual({ files: 1 + SHOPS, elements: 1 + SHOPS });
  });

  it('nothing, when the text is the same', () => {
    expect(costOf(shops(), 'shared.tenon', SHARED)).toEqual({ files: 0, elements: 0 });
  });

  it('what asks about a file that appeared', () => {
    const project = shops();
    project.facts = {
      exists: (path) => (path === 'net.onnx' ? true : undefined),
      signature: () => undefined,
      measured: () => undefined,
      schema: () => undefined,
    };
    const before = project.work.filesChecked;
    project.check();
    expect(project.work.filesChecked - before).toBeLessThanOrEqual(SHOPS);
  });
});
