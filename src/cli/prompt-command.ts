import { type Command, Option } from 'commander'
import { type PromptForm, securePromptDefaults } from '../prompting/index.js'
import { PartialFailure } from './partial-failure.js'
import { addTaskOptions, eachTask, noteFailures, rescueOf, type TaskFlags, tasksOf } from './task-options.js'
import type { Terminal } from './terminal.js'
import { wholeNumber } from './whole-number.js'

interface PromptFlags extends TaskFlags {
  form: PromptForm
  maxTokens: number
}

/** Adds `rescue prompt`. */
export function addPromptCommand(program: Command, terminal: Terminal): void {
  addPromptOptions(program.command('prompt'))
    .summary('print the secure prompt for coding tasks')
    .description('Prints the prompt with the security context, or the bare task where nothing was found.')
    .addHelpText(
      'after',
      '\nExamples:\n  rescue prompt --language python --description "unpack an uploaded archive" --no-llm\n  rescue prompt --tasks tasks.jsonl --form completion --json',
    )
    .action(async (flags: PromptFlags) => {
      const tasks = await tasksOf(flags, terminal)
      const rescue = await rescueOf(flags, terminal, {
        prompt: { form: flags.form, maxContextTokens: flags.maxTokens },
      })
      const failed = await eachTask(tasks, terminal, flags.concurrency, async (task) => {
        const prompt = await rescue.prompt(task, { signal: terminal.signal })
        noteFailures(prompt.retrieval.analysis, terminal)
        if (!flags.json) return prompt.text
        const { form, messages, text, contextText, tokens, context } = prompt
        return JSON.stringify({
          id: task.id,
          form,
          messages,
          text,
          contextText,
          tokens,
          context: context && {
            cwe: context.cwe,
            tokens: context.tokens,
            guidelines: context.guidelines.map((guideline) => guideline.text),
            examples: context.examples.map((example) => example.id),
            omitted: context.omitted,
          },
        })
      })
      if (failed > 0) throw new PartialFailure(`${failed} of ${tasks.length} tasks failed.`)
    })
}

/** Adds the flags of commands that build prompts. */
export function addPromptOptions(command: Command): Command {
  const withForm = addTaskOptions(command).addOption(
    new Option('--form <form>', 'for instruction-tuned or for completion models')
      .choices(['chat', 'completion'])
      .default(securePromptDefaults.form),
  )
  return addTokenOption(withForm, 'most tokens of the security context')
}

/** Adds the flag of the token budget. */
export function addTokenOption(command: Command, what: string): Command {
  return command.option(
    '--max-tokens <n>',
    what,
    wholeNumber({ min: 0, max: 9_999_999 }),
    securePromptDefaults.maxContextTokens,
  )
}
