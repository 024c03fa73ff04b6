/** What a recipe says went wrong, for programs. What the client says stays a `KeeperError`. */
export type RecipeErrorCode =
  /** The znode by which something was held or waited for is gone, and nobody here deleted it. */
  | 'claim-gone'
  /** The connection is lost: whether the session lives, nobody knows. */
  | 'suspended'
  /** The session is over, and all that was held by it. */
  | 'session-over'
  /** Somebody asks for it. */
  | 'revoked'
  /** It was given back. */
  | 'released'
  /** The signal of a call was aborted; its reason is the cause. */
  | 'aborted'
  /** A number or a name is none that this recipe can take. */
  | 'bad-option'
  /** Data that others left are not what this recipe writes. */
  | 'bad-data';

/** Thrown by recipes, and the reason of the signals that they abort. Told apart by `code`. */
export class RecipeError extends Error {
  override readonly name = 'RecipeError';
  readonly code: RecipeErrorCode;
  /** The znode that it is about. */
  readonly path: string;

  constructor(code: RecipeErrorCode, path: string, problem: string, cause?: unknown) {
    super(`${path}: ${problem} (${code})`, cause === undefined ? {} : { cause });
    this.code = code;
    this.path = path;
  }
}

/** Whether something that was thrown is a {@link RecipeError}, of one of some codes if any is named. */
export function isRecipeError<C extends RecipeErrorCode = RecipeErrorCode>(
  error: unknown,
  ...codes: readonly C[]
): error is RecipeError & { readonly code: C } {
  if (!(error instanceof RecipeError)) return false;
  return codes.length === 0 || codes.some((code) => code === error.code);
}
