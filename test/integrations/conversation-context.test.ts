import { beforeAll, describe, expect, it } from 'vitest'
import { Rescue, type RescueError } from '../../src/index.js'
import { conversationContext } from '../../src/integrations/conversation-context.js'
import { smallKnowledge } from '../support/knowledge.js'
import { sqlRequest } from './sql-task.js'

let rescue: Rescue
beforeAll(async () => {
  rescue = await Rescue.create({ knowledge: await smallKnowledge() })
})

/** The `Rescue`, and how often it was asked. */
function counted() {
  const asked: string[] = []
  const counting = new Proxy(rescue, {
    get(target, name) {
      if (name !== 'prompt') return Reflect.get(target, name)
      return (...args: Parameters<Rescue['prompt']>) => {
        asked.push(args[0].description ?? '')
        return target.prompt(...args)
      }
    },
  })
  return { rescue: counting, asked }
}

describe('the context of a conversation', () => {
  it('is found once for the steps of a request, and remembered for the latest 32', async () => {
    const { rescue, asked } = counted()
    const contextOf = conversationContext({ rescue, language: 'python' })
    const first = await contextOf([sqlRequest])
    expect(first).toContain('CWE-89')
    expect(await contextOf(['an earlier text', sqlRequest])).toBe(first)
    expect(asked).toHaveLength(1)
    for (let index = 0; index < 31; index++) await contextOf([`task ${index}`])
    await contextOf([sqlRequest])
    expect(asked).toHaveLength(32)
    await contextOf(['task 31'])
    expect(await contextOf([sqlRequest])).toBe(first)
    expect(asked).toHaveLength(34)
  })

  it('does not remember a failure', async () => {
    const { rescue, asked } = counted()
    const contextOf = conversationContext({ rescue, language: 'python' })
    const signal = AbortSignal.abort()
    await expect(contextOf([sqlRequest], { signal })).rejects.toMatchObject({ code: 'ABORTED' })
    expect(await contextOf([sqlRequest])).toContain('CWE-89')
    expect(asked).toHaveLength(2)
  })

  it('lets an abort through where other failures are taken', async () => {
    const errors: RescueError[] = []
    const contextOf = conversationContext({
      rescue,
      task: (texts) => {
        if (texts[0] === 'fail') throw new Error('no task')
        return { language: 'python', description: texts[0] ?? '' }
      },
      onError: (error) => errors.push(error),
    })
    expect(await contextOf(['fail'])).toBeUndefined()
    expect(errors.map(({ code }) => code)).toEqual(['INVALID_INPUT'])
    const signal = AbortSignal.abort()
    await expect(contextOf([sqlRequest], { signal })).rejects.toMatchObject({ code: 'ABORTED' })
    expect(errors).toHaveLength(1)
  })
})
