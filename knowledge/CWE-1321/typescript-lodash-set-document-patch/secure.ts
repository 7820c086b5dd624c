import type { Request, Response } from 'express';
import get from 'lodash/get';
import set from 'lodash/set';
import unset from 'lodash/unset';
import { documents } from './repository';

interface PatchOperation {
  op: 'add' | 'replace' | 'remove';
  path: string;
  value?: unknown;
}

const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

function toSegments(pointer: string): string[] {
  if (!pointer.startsWith('/')) throw new RangeError(`bad pointer ${pointer}`);
  const segments = pointer
    .slice(1)
    .split('/')
    .map((part) => part.replace(/~1/g, '/').replace(/~0/g, '~'));
  if (segments.some((part) => FORBIDDEN.has(part))) throw new RangeError(`bad pointer ${pointer}`);
  return segments;
}

export async function patchDocument(req: Request, res: Response): Promise<void> {
  const document = await documents.findEditable(req.params.id, req.user.id);
  if (!document) {
    res.status(404).json({ error: 'no such document' });
    return;
  }
  try {
    for (const { op, path, value } of req.body as PatchOperation[]) {
      const segments = toSegments(path);
      if (op === 'remove') unset(document.content, segments);
      else if (op === 'add' || get(document.content, segments) !== undefined) set(document.content, segments, value);
      else throw new RangeError(`nothing to replace at ${path}`);
    }
  } catch (err) {
    res.status(422).json({ error: (err as Error).message });
    return;
  }
  const { version } = await documents.save(document);
  res.json({ id: document.id, version });
}
