import type { Cloud, Machine } from '../../model/infrastructure.ts';
import { textOf } from '../../parser/index.ts';
import { machine as machineWord } from '../../vocabulary/areas/infrastructure.ts';
import type { ModelView } from '../model-view.ts';
import { replace, type Replacement } from '../replacement.ts';
import { resourceBlock } from './resource-block.ts';

/** Changes the words of a machine's image as they are written, when they are written at the machine. */
export function changeImage(
  model: ModelView,
  cloud: Cloud,
  machine: Machine,
  title: string,
  change: (text: string) => string,
): readonly Replacement[] {
  const entry = resourceBlock(model, cloud, machineWord, machine)?.entries('image').at(-1);
  if (!entry || !machine.image) return [];
  const text = textOf(entry.node);
  const changed = change(text);
  return changed === text ? [] : [replace(title, machine.image.name.origin, changed)];
}
