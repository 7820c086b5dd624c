/**
 * Options with their defaults filled in. An option that is `undefined` counts as not given, so that callers can hand on what they may
 * not have themselves.
 */
export function withDefaults<Options extends object, Defaults extends Partial<Options>>(
  defaults: Defaults,
  options: Options,
): Options & Required<Pick<Options, keyof Options & keyof Defaults>> {
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
  return { ...defaults, ...given } as unknown as Options &
    Required<Pick<Options, keyof Options & keyof Defaults>>
}
