import { TRPCError } from '@trpc/server';
import * as argon2 from 'argon2';
import { z } from 'zod';

import { db } from '../db';
import { publicProcedure, router } from '../trpc';

const setupInput = z.object({
  workspace: z.string().trim().min(3).max(60),
  email: z.string().email().max(200),
  password: z.string().min(6).regex(/\d/, 'a digit is required'),
});

export const setupRouter = router({
  createWorkspace: publicProcedure.input(setupInput).mutation(async ({ input }) => {
    const email = input.email.toLowerCase();
    if (await db.workspace.findUnique({ where: { name: input.workspace } })) {
      throw new TRPCError({ code: 'CONFLICT', message: 'the name is taken' });
    }
    const workspace = await db.workspace.create({
      data: {
        name: input.workspace,
        members: {
          create: { email, role: 'ADMIN', passwordHash: await argon2.hash(input.password) },
        },
      },
    });
    console.info(`workspace ${workspace.id} created`);
    return { id: workspace.id, name: workspace.name };
  }),
});
