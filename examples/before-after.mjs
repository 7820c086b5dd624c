// One task twice: the prompt as a model gets it without rescue-rag, and what rescue-rag puts before the task.
import { Rescue, SecurePromptBuilder } from 'rescue-rag'

const task = {
  language: 'python',
  description: 'Pack a folder into a tar archive with the program tar; a user typed both names.',
  code: 'import subprocess\n\ndef pack_folder(folder: str, archive: str) -> None:\n',
}
const before = new SecurePromptBuilder().build(task)
const rescue = await Rescue.create()
const after = await rescue.prompt(task)

console.log(`BEFORE: ${before.tokens} tokens\n\n${before.messages[1].content}\n`)
console.log(`AFTER: ${after.tokens} tokens, with this before the task\n\n${after.contextText}`)
