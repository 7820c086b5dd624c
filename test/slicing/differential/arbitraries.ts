import fc from 'fast-check'
import type {
  Block,
  Condition,
  Expression,
  FuzzLanguage,
  HelperShape,
  Leaf,
  Program,
  Statement,
} from './model.js'

type Arb<T> = fc.Arbitrary<T>

/** How deep statements and expressions nest, and how much of them there is. */
const sizes = {
  blockDepth: 3,
  expressionDepth: 2,
  outerStatements: 11,
  innerStatements: 3,
  helpers: 2,
  closures: 2,
}

const pick = fc.nat(11)
/** Present once in `n`; shrinks to absent. */
const maybe = <T>(value: Arb<T>, n: number): Arb<T | undefined> =>
  fc.oneof(
    { withCrossShrink: true },
    { weight: n - 1, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: value },
  )
/** True once in `n`. */
const once = (n: number): Arb<boolean> => fc.nat(n - 1).map((value) => value === n - 1)
const number = fc.record({ kind: fc.constant('number' as const), value: fc.nat(9) })
const variable = fc.record({ kind: fc.constant('variable' as const), pick })

const memo = <T>(make: (depth: number) => Arb<T>): ((depth: number) => Arb<T>) => {
  const made = new Map<number, Arb<T>>()
  return (depth) => {
    const known = made.get(depth) ?? make(depth)
    made.set(depth, known)
    return known
  }
}

/** The arbitraries of a language's programs: only what the language has is drawn. */
function grammar(language: FuzzLanguage) {
  const lists = language !== 'c'

  const expression: (depth: number) => Arb<Expression> = memo((depth) => {
    const atoms: fc.WeightedArbitrary<Expression>[] = [
      { arbitrary: number, weight: 2 },
      { arbitrary: variable, weight: 8 },
    ]
    if (depth === 0) return fc.oneof(...atoms)
    const inner = expression(depth - 1)
    return fc.oneof(
      ...atoms,
      {
        weight: 5,
        arbitrary: fc.record({
          kind: fc.constant('arithmetic' as const),
          operator: fc.constantFrom('+' as const, '+' as const, '*' as const, '^' as const, '&', '|', '%'),
          left: inner,
          right: inner,
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          kind: fc.constant('conditional' as const),
          test: condition(0),
          consequent: inner,
          alternative: inner,
        }),
      },
      {
        weight: 2,
        arbitrary: fc.record({ kind: fc.constant('element' as const), list: pick, index: inner }),
      },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('field' as const), object: pick, field: pick }) },
      { weight: lists ? 1 : 0, arbitrary: fc.record({ kind: fc.constant('length' as const), list: pick }) },
      { weight: lists ? 1 : 0, arbitrary: fc.constant({ kind: 'textLength' as const }) },
      {
        weight: lists ? 0 : 3,
        arbitrary: fc.record({ kind: fc.constant('pointee' as const), pointer: pick }),
      },
      {
        weight: 2,
        arbitrary: fc.record({
          kind: fc.constant('call' as const),
          callee: pick,
          first: inner,
          second: expression(0),
          target: pick,
        }),
      },
      {
        weight: lists ? 1 : 0,
        arbitrary: fc.record({
          kind: fc.constant('method' as const),
          object: pick,
          argument: expression(0),
        }),
      },
      {
        weight: lists ? 1 : 0,
        arbitrary: fc.record({
          kind: fc.constant('total' as const),
          list: pick,
          addend: expression(0),
          filter: maybe(fc.nat(5), 2),
        }),
      },
    )
  })

  const condition: (depth: number) => Arb<Condition> = memo((depth) => {
    const compare = fc.record({
      kind: fc.constant('compare' as const),
      operator: fc.constantFrom('<' as const, '>' as const, '==' as const, '!=' as const),
      left: expression(Math.min(depth, 1)),
      right: expression(0),
    })
    const parity = fc.record({ kind: fc.constant('parity' as const), value: expression(Math.min(depth, 1)) })
    if (depth === 0) return fc.oneof(compare, parity)
    const inner = condition(depth - 1)
    return fc.oneof(
      { weight: 5, arbitrary: compare },
      { weight: 4, arbitrary: parity },
      {
        weight: 1,
        arbitrary: fc.record({ kind: fc.constant('both' as const), left: inner, right: inner }),
      },
      {
        weight: 1,
        arbitrary: fc.record({ kind: fc.constant('either' as const), left: inner, right: inner }),
      },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('not' as const), operand: inner }) },
      {
        weight: 1,
        arbitrary: fc.record({
          kind: fc.constant('assigned' as const),
          target: pick,
          value: expression(1),
          bound: fc.nat(9),
        }),
      },
    )
  })

  const full = expression(sizes.expressionDepth)
  const small = expression(1)

  const leaf = ((): Arb<Leaf> => {
    const layout = { multiline: once(8), joined: once(8) }
    const of = <K extends Leaf['kind'], F extends object>(kind: K, fields: { [N in keyof F]: Arb<F[N]> }) =>
      fc.record({ kind: fc.constant(kind), ...layout, ...fields }) as unknown as Arb<Leaf>
    const python = language === 'python'
    const javascript = language === 'javascript'
    const weighted: [number, Arb<Leaf>][] = [
      [8, of('assign', { target: pick, value: full })],
      [3, of('augment', { target: pick, operator: fc.constantFrom('+', '^', '|'), value: small })],
      [python ? 0 : 1, of('increment', { target: pick })],
      [python || javascript ? 1 : 0, of('swap', { first: pick, second: pick, value: small })],
      [python || javascript ? 1 : 0, of('unpack', { list: pick, first: pick, second: pick })],
      [javascript ? 1 : 0, of('unpackObject', { object: pick, target: pick })],
      [6, of('probe', { value: small })],
      [lists ? 1 : 0, of('probeList', { list: pick })],
      [lists ? 1 : 0, of('probeObject', { object: pick })],
      [1, of('probeText', {})],
      [lists ? 3 : 0, of('append', { list: pick, value: small })],
      [lists ? 2 : 0, of('pop', { list: pick, target: pick })],
      [2, of('store', { list: pick, index: small, value: small })],
      [1, of('freshList', { list: pick, first: small, second: small })],
      [
        lists ? 1 : 0,
        of('mapList', { list: pick, source: pick, addend: small, filter: maybe(fc.nat(5), 2) }),
      ],
      [1, of('copyList', { list: pick, source: pick })],
      [2, of('aliasList', { list: pick, source: pick })],
      [1, of('freshObject', { object: pick, first: small, second: small })],
      [3, of('writeField', { object: pick, field: pick, value: small })],
      [1, of('augmentField', { object: pick, field: pick, value: small })],
      [2, of('aliasObject', { object: pick, source: pick })],
      [1, of('text', { value: small })],
      [3, of('call', { callee: pick, first: small, second: small, target: pick })],
      [lists ? 1 : 0, of('method', { object: pick, argument: small })],
      [1, of('shortCircuit', { test: condition(0), target: pick, value: small })],
      [lists ? 0 : 3, of('point', { pointer: pick, test: condition(0), first: pick, second: pick })],
      [lists ? 0 : 3, of('storeThrough', { pointer: pick, value: small })],
    ]
    return fc.oneof(
      ...weighted.filter(([weight]) => weight > 0).map(([weight, arbitrary]) => ({ weight, arbitrary })),
    )
  })()

  const probe: Arb<Leaf> = fc.record({
    kind: fc.constant('probe' as const),
    value: small,
    multiline: fc.constant(false),
    joined: fc.constant(false),
  })

  const jump: Arb<Statement> = fc.record({
    kind: fc.constant('jump' as const),
    form: fc.oneof(
      { weight: 4, arbitrary: fc.constant('break' as const) },
      { weight: 4, arbitrary: fc.constant('continue' as const) },
      { weight: 2, arbitrary: fc.constant('return' as const) },
      { weight: language === 'c' ? 0 : 4, arbitrary: fc.constant('throw' as const) },
      { weight: language === 'c' ? 6 : 0, arbitrary: fc.constant('goto' as const) },
      { weight: 1, arbitrary: fc.constant('exit' as const) },
    ),
    guard: fc.option(condition(1), { nil: undefined, freq: 8 }),
    pick,
    value: small,
    compact: fc.boolean(),
  })

  const statement: (depth: number) => Arb<Statement> = memo((depth) => {
    const flat: fc.WeightedArbitrary<Statement>[] = [
      { weight: 24, arbitrary: leaf },
      // Jumps of the outermost block end most of what a program could show.
      { weight: depth === sizes.blockDepth ? 1 : 5, arbitrary: jump },
    ]
    if (language === 'c') {
      flat.push({ weight: 2, arbitrary: fc.constant({ kind: 'label' as const }) })
    }
    if (depth === 0) return fc.oneof(...flat)
    const inner = block(depth - 1)
    const optional = maybe(inner, 2)
    const rare = maybe(inner, 4)
    return fc.oneof(
      ...flat,
      {
        weight: 7,
        arbitrary: fc.record({
          kind: fc.constant('if' as const),
          test: condition(2),
          consequent: inner,
          elseIf: maybe(fc.record({ test: condition(1), body: inner }), 3),
          alternative: optional,
        }),
      },
      {
        weight: 7,
        arbitrary: fc.record({
          kind: fc.constant('loop' as const),
          form: fc.constantFrom(
            'while' as const,
            'counted' as const,
            'counted' as const,
            'postTest' as const,
            'endless' as const,
            'each' as const,
            ...(lists ? (['keys'] as const) : []),
          ),
          times: fc.integer({ min: 1, max: 4 }),
          test: maybe(condition(1), 2),
          list: pick,
          body: inner,
          otherwise: language === 'python' ? rare : fc.constant(undefined),
          labelled: language === 'javascript' ? fc.boolean() : fc.constant(false),
        }),
      },
      {
        weight: 3,
        arbitrary: fc.record({
          kind: fc.constant('switch' as const),
          value: small,
          arms: fc.array(fc.record({ body: inner, falls: once(3) }), {
            minLength: 1,
            maxLength: 4,
            size: 'max',
          }),
          defaultAt: maybe(fc.nat(3), 2),
        }),
      },
      {
        weight: lists ? 5 : 0,
        arbitrary: fc.record({
          kind: fc.constant('try' as const),
          body: inner,
          handler: fc.option(fc.record({ body: inner, catches: pick, reads: maybe(pick, 2) }), {
            nil: undefined,
            freq: 4,
          }),
          otherwise: language === 'python' ? rare : fc.constant(undefined),
          finalizer: optional,
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({ kind: fc.constant('scoped' as const), body: inner, value: small }),
      },
    )
  })

  const block: (depth: number) => Arb<Block> = memo((depth) =>
    fc.record({
      shadow: language === 'python' ? fc.constant(undefined) : maybe(fc.record({ pick, value: small }), 8),
      statements: fc.array(statement(depth), {
        minLength: 1,
        maxLength: sizes.innerStatements,
        size: 'max',
      }),
      bare: fc.boolean(),
    }),
  )

  // Ends with a probe, so that what happens before shows.
  const outer: Arb<Block> = fc
    .tuple(
      fc.array(statement(sizes.blockDepth), { minLength: 3, maxLength: sizes.outerStatements, size: 'max' }),
      probe,
    )
    .map(([statements, last]) => ({ shadow: undefined, statements: [...statements, last], bare: false }))
  const shapes: readonly HelperShape[] = lists
    ? ['number', 'list', 'object']
    : ['number', 'list', 'object', 'pointer', 'pointer']
  const program: Arb<Program> = fc.record({
    body: outer,
    helpers: fc.array(fc.record({ shape: fc.constantFrom(...shapes), body: block(2), result: small }), {
      maxLength: sizes.helpers,
      size: 'max',
    }),
    closures: lists
      ? fc.array(fc.record({ body: block(1), result: small, arrow: fc.boolean() }), {
          maxLength: sizes.closures,
          size: 'max',
        })
      : fc.constant([]),
    module: lists ? once(3) : fc.constant(false),
    classes: fc.boolean(),
  })
  return program
}

/** Random terminating programs of a language, with at least one probe in the main body. */
export const programs: Record<FuzzLanguage, fc.Arbitrary<Program>> = {
  python: grammar('python'),
  javascript: grammar('javascript'),
  c: grammar('c'),
}

/** The programs of consecutive seeds, from `seed` on: one program depends on its own seed only. */
export function programOfSeed(language: FuzzLanguage, seed: number): Program {
  return fc.sample(programs[language], { seed, numRuns: 1 })[0]!
}
