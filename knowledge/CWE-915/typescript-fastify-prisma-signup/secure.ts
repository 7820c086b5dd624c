import argon2 from 'argon2';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { prisma } from '../prisma';
import { sendWelcome } from '../mail';

const Signup = z
  .object({
    email: z.string().email().toLowerCase(),
    password: z.string().min(12).max(200),
    company: z.string().min(2).max(120),
  })
  .strict();

export async function signupRoutes(app: FastifyInstance): Promise<void> {
  app.post('/signup', async (req, reply) => {
    const parsed = Signup.safeParse(req.body);
    if (!parsed.success) {
      return reply.code(422).send({ errors: parsed.error.flatten().fieldErrors });
    }
    const { password, email, company } = parsed.data;
    const existing = await prisma.user.findUnique({ where: { email } });
    if (existing) {
      return reply.code(409).send({ error: 'an account with this address exists' });
    }
    const user = await prisma.user.create({
      data: {
        passwordHash: await argon2.hash(password),
        email,
        company,
      },
    });
    await sendWelcome(user.email, user.company);
    req.log.info({ user: user.id }, 'account created');
    return reply.code(201).send({ id: user.id, email: user.email });
  });
}
