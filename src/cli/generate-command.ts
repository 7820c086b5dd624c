import type { Command } from 'commander'
import { RescueError } from '../errors.js'
import type { PromptForm } from '../prompting/index.js'
import { PartialFailure } from './partial-failure.js'
import { addPromptOptions } from './prompt-command.js'
import { eachTask, noteFailures, rescueOf, type TaskFlags, tasksOf } from './task-options.js'
import type { Terminal } from './terminal.js'

interface GenerateFlags extends TaskFlags {
  form: PromptForm
  maxTokens: number
}

/** Adds `rescue generate`. */
export function addGenerateCommand(program: Command, terminal: Terminal): void {
  addPromptOptions(program.command('generate'))
    .summary('have a chat model write secure code for coding tasks')
    .description(
      'Asks an OpenAI-compatible server: OPENAI_API_KEY, and OPENAI_BASE_URL for a local one. Needs @langchain/openai.',
    )
    .addHelpText(
      'after',
      '\nExamples:\n  rescue generate --language c --description "parse a CSV line into fields" --model gpt-4o-mini\n  OPENAI_BASE_URL=http://localhost:11434/v1 rescue generate --tasks tasks.jsonl --model qwen2.5-coder --json',
    )
    .action(async (flags: GenerateFlags) => {
      if (!flags.llm || !(terminal.env.OPENAI_API_KEY || terminal.env.OPENAI_BASE_URL)) {
        throw new RescueError(
          'INVALID_OPTION',
          'Generating code needs a chat model: set OPENAI_API_KEY, or OPENAI_BASE_URL for a local server, and leave out --no-llm.',
        )
      }
      const tasks = await tasksOf(flags, terminal)
      const rescue = await rescueOf(flags, terminal, {
        prompt: { form: flags.form, maxContextTokens: flags.maxTokens },
      })
      const failed = await eachTask(tasks, terminal, flags.concurrency, async (task) => {
        const { code, answer, prompt, milliseconds } = await rescue.generate(task, {
          signal: terminal.signal,
        })
        noteFailures(prompt.retrieval.analysis, terminal)
        if (!flags.json) return code
        return JSON.stringify({
          id: task.id,
          code,
          answer,
          cwe: prompt.context?.cwe,
          tokens: prompt.tokens,
          milliseconds,
        })
      })
      if (failed > 0) throw new PartialFailure(`${failed} of ${tasks.length} tasks failed.`)
    })
}
