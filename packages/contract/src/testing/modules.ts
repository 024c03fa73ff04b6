import type { Module } from '../exploration.ts';
import type { Input, Shape } from '../protocol.ts';

/** What a module consists of. */
export interface ModuleParts<S extends Shape> {
  readonly messages?: readonly S['message']['type'][];
  readonly timers?: readonly S['timer'][];
  readonly commands?: readonly S['command']['type'][];
}

/** A module that is a set of messages, timers and commands. */
export function module<S extends Shape>(name: string, parts: ModuleParts<S>): Module<S> {
  const { messages = [], timers = [], commands = [] } = parts;
  const isPart = (input: Input<S>): boolean => {
    switch (input.type) {
      case 'message':
        return messages.includes(input.message.type);
      case 'timeout':
        return timers.includes(input.timer);
      case 'command':
        return commands.includes(input.command.type);
      case 'link':
        return false;
    }
  };
  return { name, isEntered: (_config, input) => isPart(input) };
}

/** A module that a configuration switches on: with it every input is its business. */
export function option<S extends Shape>(
  name: string,
  isOn: (config: S['config']) => boolean,
): Module<S> {
  return { name, isEntered: (config) => isOn(config) };
}
