import type { Bundle, Column, Entity, Feature, Features, Sink, Source } from './data.ts';
import type { Channel, Cloud, Firewall, Pool, Resource, Subnet } from './infrastructure.ts';
import type { Model, Port, Training } from './learning.ts';
import type { Claim, Experiment, Metric, Monitoring } from './operations.ts';
import type { Pipeline, Step } from './pipeline.ts';
import type { Origin } from './origin.ts';
import type { Deployment, Environment, Parameter } from './release.ts';
import type { EnsembleStep, Service } from './service.ts';

/** The elements that stand by themselves: one type for each kind. */
export interface ElementKinds {
  source: Source;
  sink: Sink;
  entity: Entity;
  features: Features;
  bundle: Bundle;
  training: Training;
  model: Model;
  pipeline: Pipeline;
  service: Service;
  cloud: Cloud;
  pool: Pool;
  channel: Channel;
  metric: Metric;
  experiment: Experiment;
  claim: Claim;
  monitoring: Monitoring;
  param: Parameter;
  environment: Environment;
  deployment: Deployment;
}
export type Kind = keyof ElementKinds;
export type SystemElement = ElementKinds[Kind];

/** Elements that live inside others. */
export type NestedElement = Column | Feature | Port | Step | EnsembleStep | Resource | Subnet | Firewall;
export type AnyElement = SystemElement | NestedElement;

/** A statement that is checked, but that no element of the resolved model carries yet. */
export interface Unread {
  /** The word that it begins with, such as `guard`. */
  readonly word: string;
  /** Kind and qualified name of the element around it. */
  readonly kind: string;
  readonly origin: Origin;
}

/**
 * The resolved model: names bound, defaults and one environment applied, types inferred.
 * Targets, diagrams, benchmark and deployment read this and never the syntax tree.
 */
export interface System {
  /** Qualified name of the environment that was applied. */
  readonly environment?: string;
  /** Sorted by qualified name, so that the order of declarations and files never matters. */
  readonly elements: readonly SystemElement[];
  /** What the text says beyond that, so that nothing is lost in silence. */
  readonly unread: readonly Unread[];
}
