import * as vscode from 'vscode';
import { CLIENT_COMMANDS, CLIENT_VIEWS } from './features/registry.ts';
import { registerCommands } from './infrastructure/commands.ts';
import { ContentPreview } from './infrastructure/content-preview.ts';
import type { Host } from './infrastructure/host.ts';
import { LanguageServer } from './infrastructure/language-server.ts';
import { Log } from './infrastructure/log.ts';
import { Memory } from './infrastructure/memory.ts';
import type { Services } from './infrastructure/services.ts';

