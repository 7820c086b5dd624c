import * as z from 'zod'
import { type CheckerReport, cweNames, type Finding } from './finding.js'

const properties = z.object({ tags: z.array(z.string()).optional(), cwe: z.unknown().optional() }).optional()
const reference = z.object({ id: z.string().optional() })
const rule = z.object({
  id: z.string(),
  properties,
  relationships: z.array(z.object({ target: reference })).optional(),
})

/** How the tool fared (section 3.20). */
const invocation = z.object({
  executionSuccessful: z.boolean().optional(),
  toolExecutionNotifications: z
    .array(
      z.object({
        level: z.string().optional(),
        message: z.object({ text: z.string().optional() }).optional(),
      }),
    )
    .nullish(),
})

/** The parts of SARIF 2.1.0 (OASIS, sections 3.14, 3.27 and 3.49) that say what was found where. */
const sarifLog = z.object({
  version: z.string().startsWith('2.'),
  runs: z.array(
    z.object({
      invocations: z.array(invocation).nullish(),
      tool: z.object({
        driver: z.object({ rules: z.array(rule).optional() }),
        extensions: z.array(z.object({ rules: z.array(rule).optional() })).optional(),
      }),
      results: z
        .array(
          z.object({
            ruleId: z.string().optional(),
            ruleIndex: z.number().optional(),
            rule: z.object({ id: z.string().optional() }).optional(),
            kind: z.string().optional(),
            message: z.object({ text: z.string().optional() }).optional(),
            suppressions: z.array(z.object({ status: z.string().optional() })).nullish(),
            properties,
            taxa: z.array(reference).optional(),
            locations: z
              .array(
                z.object({
                  physicalLocation: z
                    .object({ region: z.object({ startLine: z.number().optional() }).optional() })
                    .optional(),
                }),
              )
              .optional(),
          }),
        )
        .nullish(),
    }),
  ),
})

/** What a SARIF log says about the solution. */
export function sarifReport(json: unknown): CheckerReport {
  const { runs } = sarifLog.parse(json)
  const invocations = runs.flatMap((run) => run.invocations ?? [])
  return { findings: findingsOf(runs), unparsed: invocations.flatMap(troublesOf) }
}

/** Errors of the tool itself: analysers report here what they could not parse. */
function troublesOf({
  executionSuccessful,
  toolExecutionNotifications,
}: z.infer<typeof invocation>): string[] {
  const errors = (toolExecutionNotifications ?? []).filter(({ level }) => level === 'error')
  if (errors.length > 0) return errors.map(({ message }) => message?.text ?? 'an error of the checker')
  return executionSuccessful === false ? ['the run of the checker was not successful'] : []
}

/** The failures of a SARIF log, without suppressed results and without those that report no failure. */
function findingsOf(runs: z.infer<typeof sarifLog>['runs']): Finding[] {
  return runs.flatMap(({ tool, results }) => {
    const ownRules = tool.driver.rules ?? []
    const rules = [...ownRules, ...(tool.extensions ?? []).flatMap((extension) => extension.rules ?? [])]
    return (results ?? []).flatMap((result): Finding[] => {
      if ((result.kind ?? 'fail') !== 'fail') return []
      // A suppression counts unless it was rejected or is still under review (section 3.35.3).
      if (result.suppressions?.some(({ status }) => (status ?? 'accepted') === 'accepted')) return []
      const id = result.ruleId ?? result.rule?.id ?? ownRules[result.ruleIndex ?? -1]?.id ?? ''
      // An identifier may go on behind a slash: `CA1000/1` is of the rule `CA1000` (section 3.52.4).
      const found = rules.find((one) => one.id === id || id.startsWith(`${one.id}/`))
      const line = result.locations?.[0]?.physicalLocation?.region?.startLine
      return [
        {
          rule: id,
          message: result.message?.text ?? '',
          ...(line !== undefined && { line }),
          cwes: cweNames([
            ...[found?.properties, result.properties].flatMap((bag) => [
              ...(bag?.tags ?? []).filter((tag) => /cwe/i.test(tag)),
              ...[bag?.cwe ?? []].flat().map(String),
            ]),
            ...(found?.relationships ?? []).map(({ target }) => target.id),
            ...(result.taxa ?? []).map((taxon) => taxon.id),
          ]),
        },
      ]
    })
  })
}
