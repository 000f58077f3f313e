import type { Origin } from '../model/origin.ts';
import type { Area } from '../vocabulary/word.ts';

/** The two environments, by qualified or simple name; undefined for none: the declarations as they stand. */
export interface ComparedEnvironments {
  readonly one: string | undefined;
  readonly other: string | undefined;
}

/** What differs between the resolved models of two environments. */
export interface ModelComparison {
  /** Elements that differ, in the order of the areas, then by qualified name. */
  readonly elements: readonly ComparedElement[];
  /** How many elements are the same in both. */
  readonly same: number;
}

export interface ComparedElement {
  readonly area: Area;
  readonly kind: string;
  readonly qualifiedName: string;
  /** Where it is declared. */
  readonly origin: Origin;
  /** Set when it is in one of the models only. */
  readonly onlyIn?: keyof ComparedEnvironments;
  /** All of its values, also those that are the same. */
  readonly properties: readonly ComparedProperty[];
  /** Costs and other figures of `tenon capacity` that differ. */
  readonly figures: readonly ComparedFigure[];
}

export interface ComparedProperty {
  /** As `tenon why` takes it behind the name of the element: `scale.min`. */
  readonly property: string;
  readonly one?: ComparedValue;
  readonly other?: ComparedValue;
  readonly isSame: boolean;
}

export interface ComparedValue extends ValueLayer {
  /** Values of lower layers that it covers, the next one first. */
  readonly under: readonly ValueLayer[];
  /** Parameters that it is made from, by qualified name: they decide it although both models have the same text. */
  readonly parameters?: readonly string[];
}

export interface ValueLayer {
  /** On one line. */
  readonly text: string;
  readonly origin: Origin;
  /** Simple name of the environment whose text says it: also one that the compared one extends. */
  readonly environment?: string;
}

export interface ComparedFigure {
  readonly section: string;
  readonly title: string;
  /** `120 USD`, or `not known`; absent where there is no such figure. */
  readonly one?: string;
  readonly other?: string;
}
