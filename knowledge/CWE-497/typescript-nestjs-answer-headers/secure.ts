import { type CallHandler, type ExecutionContext, Injectable, Logger, type NestInterceptor } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
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

    response.setHeader('X-Request-Id', id);
    if (request.path.startsWith('/bookings')) response.setHeader('Cache-Control', 'no-store');

    return next.handle().pipe(
      tap(() => {
        const took = `${Date.now() - started} ms on ${hostname()} pid ${process.pid}`;
        this.log.log(`${id} ${request.method} ${request.path} ${response.statusCode} ${took}`);
      }),
    );
  }
}
