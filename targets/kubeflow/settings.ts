import type { Setting, SettingValue } from '../../language/model/learning.ts';
import type { Quantity } from '../../language/types/quantity.ts';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** A setting of the model as a plain value; quantities are numbers in their base unit. */
export function plainSetting(value: SettingValue): Json {
  if (typeof value !== 'object') return value;
  return 'dimension' in value ? value.value : value.map(plainSetting);
}

export const plainSettings = (settings: readonly Setting[]): { readonly [key: string]: Json } =>
  Object.fromEntries(settings.map((setting) => [setting.name, plainSetting(setting.value)]));

/** Whole seconds as Kubeflow takes them; undefined when the length is not at least one second. */
export const wholeSeconds = (quantity: Quantity): number | undefined =>
  quantity.dimension === 'duration' && quantity.value >= 1 ? Math.ceil(quantity.value) : undefined;

/** Bytes in the largest unit that Kubernetes knows and that gives a whole number. */
export function kubernetesBytes(bytes: number): string {
  const units = [['Ti', 1024 ** 4], ['Gi', 1024 ** 3], ['Mi', 1024 ** 2], ['G', 1e9], ['M', 1e6], ['Ki', 1024], ['K', 1e3]] as const; // prettier-ignore
  const unit = units.find(([, size]) => bytes >= size && Number.isInteger(bytes / size));
  return unit ? `${bytes / unit[1]}${unit[0]}` : String(Math.ceil(bytes));
}

/** One line of prose in a docstring or comment: never ends the string, never spans lines. */
export const proseLine = (text: string): string =>
  text
    .replace(/[\s\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu, ' ')
    .replaceAll('\\', '/')
    .replaceAll('"', "'")
    .trim();
