import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { articles, type Article } from '../repositories/articles';
import { feed } from '../services/feed';

type Role = 'viewer' | 'author' | 'editor' | 'chief';

interface Member {
  id: string;
  role?: Role | string;
}

const PUBLISHERS = new Set<string>(['editor', 'chief']);

function mayPublish(member: Member, article: Article): boolean {
  return PUBLISHERS.has(member.role ?? '') && article.authorId !== member.id;
}

async function publishArticle(
  req: FastifyRequest<{ Params: { id: string }; Body: { at?: string } }>,
  reply: FastifyReply,
) {
  const article = await articles.byId(req.params.id);
  if (!article) return reply.code(404).send({ error: 'no such article' });
  if (!mayPublish(req.member as Member, article)) {
    return reply.code(403).send({ error: 'you may not publish this article' });
  }
  const at = req.body.at ? new Date(req.body.at) : new Date();
  if (Number.isNaN(at.getTime())) return reply.code(400).send({ error: 'bad date' });
  const published = await articles.update(article.id, { state: 'published', publishAt: at });
  await feed.refresh(article.section);
  req.log.info({ article: article.id, by: req.member.id }, 'article published');
  return { id: published.id, publishAt: published.publishAt };
}

export async function articleRoutes(app: FastifyInstance): Promise<void> {
  app.post('/articles/:id/publish', { preHandler: app.requireMember }, publishArticle);
}
