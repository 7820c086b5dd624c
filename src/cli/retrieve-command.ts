import { basename, resolve } from 'node:path'
import { type Command, Option } from 'commander'
import type { CodingTask } from '../analysis/index.js'
import { retrievalPage } from '../pages/index.js'
import type { TaskRetrieval } from '../rescue.js'
import { knowledgeOf } from './knowledge-options.js'
import { PartialFailure } from './partial-failure.js'
import { addTaskOptions, eachTask, noteFailures, rescueOf, type TaskFlags, tasksOf } from './task-options.js'
import type { Terminal } from './terminal.js'
import { writeOutput } from './write-file.js'

/** Adds `rescue retrieve`. */
export function addRetrieveCommand(program: Command, terminal: Terminal): void {
  addTaskOptions(program.command('retrieve'))
    .summary('find the weaknesses, examples and guidelines for coding tasks')
    .description(
      'Prints what the knowledge base says about each task, with the score and rank of every facet.',
    )
    .addOption(
      new Option('--html <file>', 'write a page that shows why, - for standard output').conflicts('json'),
    )
    .addHelpText(
      'after',
      '\nExamples:\n  rescue retrieve --tasks tasks.jsonl --json --no-llm\n  rescue retrieve --tasks tasks.jsonl --html why.html\n  rescue retrieve --language python --description "look up a customer by e-mail" --draft draft.py',
    )
    .action(async (flags: TaskFlags & { html?: string }) => {
      const tasks = await tasksOf(flags, terminal)
      const rescue = await rescueOf(flags, terminal)
      const shown = new Map<CodingTask, TaskRetrieval>()
      const failed = await eachTask(tasks, terminal, flags.concurrency, async (task) => {
        const retrieval = await rescue.retrieve(task, { signal: terminal.signal })
        noteFailures(retrieval.analysis, terminal)
        if (flags.html !== undefined) {
          shown.set(task, retrieval)
          return undefined
        }
        return flags.json ? JSON.stringify(retrievalJson(retrieval)) : retrievalText(retrieval)
      })
      if (flags.html !== undefined) {
        const path = knowledgeOf(flags, terminal)
        const name = path === undefined ? 'the shipped base' : basename(resolve(path))
        // In the order of the tasks, without those that failed.
        const retrievals = tasks.flatMap((line) => ('task' in line ? (shown.get(line.task) ?? []) : []))
        await writeOutput(flags.html, retrievalPage(retrievals, { name }), terminal)
      }
      if (failed > 0) throw new PartialFailure(`${failed} of ${tasks.length} tasks failed.`)
    })
}

/** The line of `rescue retrieve --json`; its shape is part of the public contract. */
export function retrievalJson({ id, weaknesses, examples, guidelines, explanation }: TaskRetrieval) {
  return {
    id,
    weaknesses,
    examples: examples.map(({ example, ...found }) => ({
      ...found,
      ...(example.origin && { origin: example.origin }),
    })),
    guidelines: guidelines.map(({ text }) => text),
    /** Who stands behind each guideline, and the fixes that it was drawn from. */
    provenance: guidelines.map(({ origin, evidence }) => ({ origin, ...(evidence && { evidence }) })),
    explanation,
  }
}

/** The same for people. */
export function retrievalText({ id, weaknesses, examples, guidelines, explanation }: TaskRetrieval): string {
  const facets = (view: Record<string, { score: number; rank: number } | undefined>) =>
    Object.entries(view)
      .flatMap(([name, facet]) => (facet ? [`${name} ${facet.score.toFixed(2)} (rank ${facet.rank})`] : []))
      .join(', ')
  const lines = [`Task ${id ?? ''}`.trim()]
  if (weaknesses.length === 0) lines.push('  nothing passes the thresholds: no security context')
  for (const { cwe, name, score, facets: view } of weaknesses) {
    lines.push(`  ${cwe} ${name}  ${score.toFixed(4)}  ${facets(view)}`)
  }
  if (examples.length > 0) lines.push('  Examples:')
  for (const example of examples) {
    lines.push(
      `    ${example.id} (${example.language})  ${example.score.toFixed(4)}  ${facets(example.facets)}`,
    )
  }
  if (guidelines.length > 0) lines.push('  Guidelines:')
  for (const { text } of guidelines) lines.push(`    - ${text}`)
  for (const note of explanation.notes) lines.push(`  Note: ${note}`)
  return lines.join('\n')
}
