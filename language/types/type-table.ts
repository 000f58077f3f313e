import { scalar, type DataType } from './data-type.ts';
import { arrow } from './systems/arrow.ts';
import { feast } from './systems/feast.ts';
import { pytorch, tensorflow } from './systems/frameworks.ts';
import { json } from './systems/json.ts';
import { numpy } from './systems/numpy.ts';
import { onnx } from './systems/onnx.ts';
import { pandas } from './systems/pandas.ts';
import { parquet } from './systems/parquet.ts';
import { protobuf } from './systems/protobuf.ts';
import { postgres, sql } from './systems/sql.ts';
import type { SystemTypes, TypePlace } from './systems/system-types.ts';
import { triton } from './systems/triton.ts';

export type { SystemTypes, TypePlace } from './systems/system-types.ts';

/** The one table of what other systems call Tenon's types, and what gets lost in them. */
export const SYSTEMS = {
  arrow,
  parquet,
  pandas,
  numpy,
  sql,
  postgres,
  feast,
  onnx,
  triton,
  protobuf,
  tensorflow,
  pytorch,
  json,
} as const satisfies Readonly<Record<string, SystemTypes>>;
export type SystemName = keyof typeof SYSTEMS;

/** What a system calls a type, with the first thing that it loses there; or why it has no such type. */
export function typeIn(system: SystemName, type: DataType): TypePlace {
  const table: SystemTypes = SYSTEMS[system];
  const plain = plainPlace(table, type, (inner) => typeIn(system, inner));
  return type.nullable && 'name' in plain ? table.nullable(type, plain) : plain;
}

function plainPlace(table: SystemTypes, type: DataType, inner: (type: DataType) => TypePlace): TypePlace {
  switch (type.kind) {
    case 'scalar': {
      const plain = table.scalars[type.name];
      return type.unit === undefined && type.zone === undefined ? plain : table.time(type, plain);
    }
    case 'decimal':
      return table.decimal(type);
    case 'enum':
      return table.enum(type);
    case 'list':
      return table.list(type, inner);
    case 'map':
      return table.map(type, inner);
    case 'struct':
      return table.struct(type, inner);
    case 'tensor':
      return table.tensor(type, inner(scalar(type.item)));
    case 'image':
      return table.image(type);
    case 'unknown':
      return { unsupported: 'Nothing is known of this type.' };
  }
}
