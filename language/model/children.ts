import type { AnyElement } from './system.ts';

/** The elements that stand directly inside another. */
export function childrenOf(element: AnyElement): readonly AnyElement[] {
  switch (element.kind) {
    case 'source':
      return element.columns;
    case 'features':
      return element.features;
    case 'model':
      return [...element.inputs, ...element.outputs];
    case 'service':
      return [...element.inputs, ...element.outputs, ...element.steps];
    case 'pipeline':
      return element.steps;
    case 'cloud':
      return element.resources;
    case 'cluster':
      return element.pools;
    case 'network':
      return [...element.subnets, ...element.firewalls];
    default:
      return [];
  }
}
