'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { prisma } from '@/lib/prisma';
import { logger } from '@/lib/logger';

const Input = z.object({
  departmentId: z.string().cuid(),
  moveEmployeesTo: z.string().cuid(),
});

export interface DeleteResult {
  ok: boolean;
  message: string;
}

export async function deleteDepartment(_prev: DeleteResult | null, form: FormData): Promise<DeleteResult> {
  const parsed = Input.safeParse(Object.fromEntries(form));
  if (!parsed.success || parsed.data.departmentId === parsed.data.moveEmployeesTo) {
    return { ok: false, message: 'Choose another department for the employees.' };
  }
  const { departmentId, moveEmployeesTo } = parsed.data;
  const [moved] = await prisma.$transaction([
    prisma.employee.updateMany({ where: { departmentId }, data: { departmentId: moveEmployeesTo } }),
    prisma.department.delete({ where: { id: departmentId } }),
  ]);
  logger.info({ departmentId, moved: moved.count }, 'department deleted');
  revalidatePath('/admin/departments');
  return { ok: true, message: `Department deleted, ${moved.count} employees moved.` };
}
