import type { SequentialModel, Step } from '../model.ts';

/** What one path holds. `children` are those there now; `created` counts all that were ever created below. */
export type Znode = {
  readonly data: string;
  readonly version: number;
  readonly children: number;
  readonly created: number;
};

/** By path. The root `/` is always there. */
export type ZnodeState = { readonly [path: string]: Znode };

/** Paths begin with `/` and do not end with it. `version` is the one that must be met, `null` for any. */
export type ZnodeInput =
  | {
      readonly type: 'create';
      readonly path: string;
      readonly data: string;
      /** Whether the parent's count of creations is put behind the path, in ten digits. */
      readonly sequential: boolean;
    }
  | { readonly type: 'delete'; readonly path: string; readonly version: number | null }
  | {
      readonly type: 'setData';
      readonly path: string;
      readonly data: string;
      readonly version: number | null;
    }
  | { readonly type: 'getData'; readonly path: string }
  | { readonly type: 'exists'; readonly path: string };

/** Why an operation changed nothing. */
export type ZnodeError = 'no node' | 'node exists' | 'bad version' | 'not empty';

/** What an operation gave. */
export type ZnodeOutput =
  | { readonly type: 'created'; readonly path: string }
  | { readonly type: 'deleted' }
  | { readonly type: 'set'; readonly version: number }
  | { readonly type: 'data'; readonly data: string; readonly version: number }
  | { readonly type: 'exists'; readonly version: number }
  | { readonly type: 'error'; readonly error: ZnodeError };

type ZnodeStep = Step<ZnodeState, ZnodeOutput>;
type InputOf<T extends ZnodeInput['type']> = Extract<ZnodeInput, { readonly type: T }>;

const ROOT: Znode = { data: '', version: 0, children: 0, created: 0 };

/**
 * ZooKeeper's tree of znodes as one client after the other sees it (ZooKeeper Programmer's Guide,
 * "ZooKeeper Data Model"): versions count changes of data from 0, a condition on a version that is
 * not met changes nothing, a znode with children stays. Sessions, and with them ephemeral znodes,
 * are not part of it. What lies below each child of the root is a part of its own, unless the
 * history has sequential children of the root.
 */
export const znodeModel: SequentialModel<ZnodeState, ZnodeInput, ZnodeOutput> = {
  name: 'znode',
  initial: { '/': ROOT },
  step: (state, input) => {
    switch (input.type) {
      case 'create':
        return create(state, input);
      case 'delete':
        return remove(state, input);
      case 'setData':
        return setData(state, input);
      case 'getData': {
        const node = nodeAt(state, input.path);
        if (node === null) return failed(state, 'no node');
        return { state, output: { type: 'data', data: node.data, version: node.version } };
      }
      case 'exists': {
        const node = nodeAt(state, input.path);
        if (node === null) return failed(state, 'no node');
        return { state, output: { type: 'exists', version: node.version } };
      }
    }
  },
  partOf: (input) => {
    const atTop = parentOf(input.path) === '/';
    if (input.path === '/' || (atTop && input.type === 'create' && input.sequential)) return null;
    return input.path.split('/')[1] ?? null;
  },
  describeInput,
  describeOutput: (_input, output) => {
    switch (output.type) {
      case 'created':
        return output.path;
      case 'deleted':
        return 'done';
      case 'set':
      case 'exists':
        return `version ${output.version}`;
      case 'data':
        return `${JSON.stringify(output.data)} in version ${output.version}`;
      case 'error':
        return output.error;
    }
  },
  describeState: (state) => {
    const nodes = Object.entries(state).filter(([path]) => path !== '/');
    if (nodes.length === 0) return 'there is no znode';
    nodes.sort(([a], [b]) => (a < b ? -1 : 1));
    return nodes
      .map(
        ([path, { data, version }]) =>
          `${path} holds ${JSON.stringify(data)} in version ${version}`,
      )
      .join(', ');
  },
};

function create(state: ZnodeState, input: InputOf<'create'>): ZnodeStep {
  const above = parentOf(input.path);
  const parent = nodeAt(state, above);
  if (parent === null) return failed(state, 'no node');
  const suffix = input.sequential ? String(parent.created).padStart(10, '0') : '';
  const path = input.path + suffix;
  if (nodeAt(state, path) !== null) return failed(state, 'node exists');
  const grown = { ...parent, children: parent.children + 1, created: parent.created + 1 };
  const node: Znode = { data: input.data, version: 0, children: 0, created: 0 };
  return { state: { ...state, [above]: grown, [path]: node }, output: { type: 'created', path } };
}

function remove(state: ZnodeState, { path, version }: InputOf<'delete'>): ZnodeStep {
  const node = nodeAt(state, path);
  if (node === null || path === '/') return failed(state, 'no node');
  if (version !== null && version !== node.version) return failed(state, 'bad version');
  if (node.children > 0) return failed(state, 'not empty');
  const above = parentOf(path);
  const parent = nodeAt(state, above) ?? ROOT;
  const { [path]: _removed, ...others } = state;
  const shrunk = { ...parent, children: parent.children - 1 };
  return { state: { ...others, [above]: shrunk }, output: { type: 'deleted' } };
}

function setData(state: ZnodeState, { path, data, version }: InputOf<'setData'>): ZnodeStep {
  const node = nodeAt(state, path);
  if (node === null) return failed(state, 'no node');
  if (version !== null && version !== node.version) return failed(state, 'bad version');
  const changed = { ...node, data, version: node.version + 1 };
  return {
    state: { ...state, [path]: changed },
    output: { type: 'set', version: changed.version },
  };
}

function failed(state: ZnodeState, error: ZnodeError): ZnodeStep {
  return { state, output: { type: 'error', error } };
}

function nodeAt(state: ZnodeState, path: string): Znode | null {
  return Object.hasOwn(state, path) ? (state[path] ?? null) : null;
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/';
}

function describeInput(input: ZnodeInput): string {
  switch (input.type) {
    case 'create': {
      const suffix = input.sequential ? ' and a number' : '';
      return `creates ${input.path}${suffix} with ${JSON.stringify(input.data)}`;
    }
    case 'delete':
      return `deletes ${input.path}${condition(input.version)}`;
    case 'setData':
      return `sets ${input.path} to ${JSON.stringify(input.data)}${condition(input.version)}`;
    case 'getData':
      return `gets ${input.path}`;
    case 'exists':
      return `asks whether ${input.path} exists`;
  }
}

function condition(version: number | null): string {
  return version === null ? '' : ` in version ${version}`;
}
