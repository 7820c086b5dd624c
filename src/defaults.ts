/**
 * Options with their defaults filled in. An option that is `undefined` counts as not given, so that callers can hand on what they may
 * not have themselves.
 */
export function withDefaults<Options extends object, Defaults extends Partial<Options>>(
  defaults: Defaults,
  options: Options,
): Options & Required<Pick<Options, keyof Options & keyof Defaults>> {
  return { ...defaults, ...withoutUndefined(options) } as unknown as Options &
    Required<Pick<Options, keyof Options & keyof Defaults>>
}

/** The options that were given; one that is `undefined` counts as not given. */
export function withoutUndefined<T extends object>(options: T): T {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as T
}
