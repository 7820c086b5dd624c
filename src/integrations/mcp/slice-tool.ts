import type { McpServer } from '@modelcontextprotocol/server'
import * as z from 'zod'
import { RescueError } from '../../errors.js'
import { requireLanguage } from '../../languages/index.js'
import { Slicer, slicerDefaults } from '../../slicing/index.js'
import { visible } from '../../text/hidden-characters.js'
import { inputLimitDefaults } from '../../text/input-limits.js'
import { readOnly, toolResult } from './tool-result.js'

/** Longest slice that is answered, in characters: about 5,000 tokens, where agents begin to cut answers off. */
const maxSliceLength = 20_000

const input = z.object({
  language: z.string().min(1).max(40).describe('python, javascript, typescript, c or cpp.'),
  code: z
    .string()
    .max(inputLimitDefaults.taskTextLength)
    .describe('Source text: a file, or a function cut out of one.'),
  lines: z.array(z.int().min(1)).min(1).max(10_000).describe('Lines of interest, counted from 1.'),
  direction: z
    .enum(['backward', 'forward', 'both'])
    .default(slicerDefaults.direction)
    .describe('What the lines depend on, what depends on them, or both.'),
  hops: z
    .union([z.int().min(0), z.literal('all')])
    .default(slicerDefaults.hops)
    .describe('Longest path in the dependence graph, or "all".'),
})

const output = z.object({
  code: z.string().describe('The source text without the lines that do not matter.'),
  lines: z.array(z.int()).describe('Lines that were kept, counted from 1.'),
  sourceLines: z.int().describe('Lines of the source text.'),
  language: z.string(),
  limitations: z
    .array(z.string())
    .describe('What the analysis could not understand, so that lines may be missing.'),
})

/** Adds the tool `slice`. */
export function addSliceTool(server: McpServer): void {
  server.registerTool(
    'slice',
    {
      title: 'Program slice',
      description:
        'Cuts source code to the statements that some lines depend on or that depend on them, by data and control flow. Use it on ' +
        'long functions, to see what reaches a line and what a change of it would affect. Works within a function, for Python, ' +
        'JavaScript, TypeScript, C and C++.',
      inputSchema: input,
      outputSchema: output,
      annotations: readOnly,
    },
    ({ language, code, lines, direction, hops }, context) =>
      toolResult(context, () => {
        const slicer = new Slicer({ direction, hops })
        const slice = slicer.slice(code, requireLanguage(language), { lines })
        if (slice.code.length > maxSliceLength) {
          throw new RescueError(
            'INVALID_INPUT',
            `The slice has ${slice.lines.length} lines, too many for an answer. Ask for fewer lines or hops, or for one direction.`,
          )
        }
        const structuredContent: z.infer<typeof output> = {
          code: visible(slice.code),
          lines: [...slice.lines],
          sourceLines: slice.sourceLines,
          language: slice.language,
          limitations: slice.limitations.map(({ line, message }) => `Line ${line}: ${message}`),
        }
        return { text: structuredContent.code, structuredContent }
      }),
  )
}
