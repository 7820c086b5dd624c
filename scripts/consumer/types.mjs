// A small consumer of each entry point in TypeScript, compiled with the package and the peers of that entry point alone.
import { join } from 'node:path'
import { expect, run, workshop, write } from './project.mjs'

/** Uses what an entry point is for, so that its types are needed in earnest. */
const consumers = {
  core: `import { Rescue, RescueError, Slicer, type TaskPrompt, loadShippedKnowledge } from 'rescue-rag'
export async function use(): Promise<TaskPrompt> {
  const rescue = await Rescue.create({ knowledge: await loadShippedKnowledge(), prompt: { maxContextTokens: 400 } })
  const lines: readonly number[] = new Slicer({ hops: 1 }).slice('x = 1', 'python', { lines: [1] }).lines
  try {
    return await rescue.prompt({ language: 'python', description: String(lines) })
  } catch (error) {
    if (error instanceof RescueError && error.code === 'INVALID_INPUT') console.log(error.message)
    throw error
  }
}
// @ts-expect-error an option that does not exist
void Rescue.create({ knowlege: 'base' })
`,
  evaluation: `import { type Rescue } from 'rescue-rag'
import { buildReport, evaluate, passAtK, readBenchmark, type Report } from 'rescue-rag/evaluation'
export async function use({ knowledge }: Rescue): Promise<Report> {
  const problems = await readBenchmark('problems.jsonl')
  const estimate: number | undefined = passAtK(10, 3, 1)
  console.log(estimate)
  return buildReport(await evaluate({ problems, knowledge, model: { name: 'any' }, samplesFile: 'samples.jsonl' }))
}
`,
  langchain: `import { createAgent } from 'langchain'
import { Rescue, type RescueError } from 'rescue-rag'
import { createSecurityContextTool, RescuePrompt, RescueRetriever, rescueMiddleware } from 'rescue-rag/langchain'
export async function use() {
  const rescue = await Rescue.create()
  const onError = (error: RescueError) => console.log(error.code)
  const [document] = await new RescueRetriever({ rescue }).invoke('')
  const kind: 'guidelines' | 'example' | undefined = document?.metadata.kind
  const agent = createAgent({
    model: 'openai:any',
    middleware: [rescueMiddleware({ rescue, onError })],
    tools: [createSecurityContextTool({ rescue })],
  })
  return { kind, agent, prompt: new RescuePrompt({ rescue }) }
}
`,
  'ai-sdk': `import { generateText, type LanguageModel, wrapLanguageModel } from 'ai'
import { Rescue } from 'rescue-rag'
import { chatModelOf, createSecurityContextTool, rescueMiddleware } from 'rescue-rag/ai-sdk'
export async function use(model: Extract<LanguageModel, { specificationVersion: 'v4' }>) {
  const rescue = await Rescue.create({ chatModel: chatModelOf(model) })
  return generateText({
    model: wrapLanguageModel({ model, middleware: rescueMiddleware({ rescue }) }),
    tools: { security_context: createSecurityContextTool({ rescue, maxTokens: 300 }) },
    prompt: '',
  })
}
`,
  mcp: `import { Rescue } from 'rescue-rag'
import { createMcpServer } from 'rescue-rag/mcp'
export const use = async () => createMcpServer({ rescue: await Rescue.create(), maxTokens: 400 })
`,
}

/** The AI SDK publishes ES modules only, so nothing of it is compiled as CommonJS. */
const esmOnly = new Set(['ai-sdk'])

const resolutions = {
  node16: ['--module', 'node16'],
  bundler: ['--module', 'esnext', '--moduleResolution', 'bundler'],
}

/** Compiles the consumer of an entry point in a project, both ways. */
export function checkTypes(entry, folder) {
  const files = [`${entry}.mts`, ...(esmOnly.has(entry) ? [] : [`${entry}.cts`])]
  for (const file of files) write(folder, file, consumers[entry])
  const tsc = join(workshop, 'node_modules', '.bin', 'tsc')
  const common = ['--noEmit', '--strict', '--skipLibCheck', '--target', 'es2022', '--types', 'node']
  for (const [resolution, flags] of Object.entries(resolutions)) {
    // A bundler resolves one way for every file.
    const compiled = resolution === 'bundler' ? files.slice(0, 1) : files
    run(tsc, [...common, ...flags, ...compiled], folder)
    expect(`TypeScript compiles a consumer of ${entry} with ${resolution} (${compiled.join(', ')})`, true)
  }
}
