import type { FastifyInstance } from 'fastify';
import yaml from 'js-yaml';
import { all as jsTypes } from 'js-yaml-js-types';
import { workflows } from './db';

interface WorkflowStep {
  id: string;
  uses: string;
  timeoutSeconds?: number;
}

interface Workflow {
  name: string;
  steps: WorkflowStep[];
}

const schema = yaml.DEFAULT_SCHEMA.extend(jsTypes);

function parseWorkflow(source: string): Workflow {
  const doc = yaml.load(source, { schema, filename: 'workflow.yml' }) as Workflow;
  if (typeof doc?.name !== 'string' || !Array.isArray(doc.steps)) {
    throw new yaml.YAMLException('a workflow needs a name and steps');
  }
  const steps = doc.steps.map((step) => ({
    id: `${step.id}`,
    uses: `${step.uses}`,
    timeoutSeconds: Number(step.timeoutSeconds ?? 600),
  }));
  return { name: doc.name.trim(), steps };
}

export async function workflowRoutes(app: FastifyInstance): Promise<void> {
  app.put<{ Params: { repo: string }; Body: string }>('/repos/:repo/workflow', async (req, reply) => {
    try {
      const workflow = parseWorkflow(req.body);
      await workflows.save(req.params.repo, workflow);
      return { name: workflow.name, steps: workflow.steps.length };
    } catch (err) {
      req.log.info({ err }, 'workflow rejected');
      return reply.code(422).send({ error: (err as Error).message });
    }
  });
}
