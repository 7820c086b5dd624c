import { completable, type McpServer } from '@modelcontextprotocol/server'
import * as z from 'zod'
import { languageIds } from '../../languages/index.js'
import type { Rescue } from '../../rescue.js'
import { inputLimitDefaults } from '../../text/input-limits.js'

/** Adds the prompt `secure-code`, which people choose by name: the secure prompt for a task. */
export function addSecureCodePrompt(server: McpServer, rescue: Rescue): void {
  server.registerPrompt(
    'secure-code',
    {
      title: 'Write secure code',
      description: 'Asks for code, with the security rules and the example of a fix that fit the task.',
      argsSchema: z.object({
        language: completable(z.string().min(1).max(40).describe('Language of the code.'), (begun) =>
          languageIds.filter((id) => id.startsWith(begun.toLowerCase())),
        ),
        task: z
          .string()
          .min(1)
          .max(inputLimitDefaults.taskTextLength)
          .describe('What is asked for, in words.'),
        code: z
          .string()
          .max(inputLimitDefaults.taskTextLength)
          .optional()
          .describe('Code that is to be continued or completed.'),
      }),
    },
    async ({ language, task, code }, { mcpReq: { signal } }) => {
      const { text } = await rescue.prompt(
        { language, description: task, ...(code !== undefined && { code }) },
        { signal },
      )
      return { messages: [{ role: 'user', content: { type: 'text', text } }] }
    },
  )
}
