import type { CommandId } from '../../protocol/index.ts';
import type { Services } from '../infrastructure/services.ts';

/** A command of the palette. What it gives back is for those who call it from code. */
export interface ClientCommand {
  readonly id: CommandId;
  execute(services: Services, argument?: unknown): Promise<unknown>;
}
