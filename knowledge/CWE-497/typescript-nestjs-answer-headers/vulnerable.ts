import { type CallHandler, type ExecutionContext, Injectable, Logger, type NestInterceptor } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { hostname, networkInterfaces } from 'node:os';
import type { Request, Response } from 'express';
import type { Observable } from 'rxjs';
import { tap } from 'rxjs/operators';

@Injectable()
export class AnswerHeadersInterceptor implements NestInterceptor {
  private readonly log = new Logger(AnswerHeadersInterceptor.name);

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<Request>();
    const response = context.switchToHttp().getResponse<Response>();
    const started = Date.now();
    const id = randomUUID();
    const address = Object.values(networkInterfaces()).flat().find((entry) => entry && !entry.internal)?.address;

    response.setHeader('X-Request-Id', id);
    response.setHeader('X-Served-By', `${hostname()} ${address} pid ${process.pid}`);
    response.setHeader('X-Runtime', `node ${process.versions.node} openssl ${process.versions.openssl}`);
    response.setHeader('X-Build', `${process.cwd()} ${process.env.GIT_REMOTE}@${process.env.GIT_COMMIT}`);
    if (request.path.startsWith('/bookings')) response.setHeader('Cache-Control', 'no-store');

    return next.handle().pipe(
      tap(() => {
        this.log.log(`${request.method} ${request.path} ${response.statusCode} ${Date.now() - started} ms`);
      }),
    );
  }
}
