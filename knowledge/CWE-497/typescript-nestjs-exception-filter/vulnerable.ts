import { ArgumentsHost, Catch, ExceptionFilter, HttpException, HttpStatus, Logger } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Request, Response } from 'express';

@Catch()
export class ApiExceptionFilter implements ExceptionFilter {
  private readonly log = new Logger(ApiExceptionFilter.name);

  catch(exception: unknown, host: ArgumentsHost): void {
    const context = host.switchToHttp();
    const request = context.getRequest<Request>();
    const response = context.getResponse<Response>();
    const reference = randomUUID();

    const status = exception instanceof HttpException ? exception.getStatus() : HttpStatus.INTERNAL_SERVER_ERROR;
    const error = exception instanceof Error ? exception : new Error(String(exception));
    this.log.error(`${reference} ${request.method} ${request.path}: ${error.message}`, error.stack);

    response.status(status).json({
      reference,
      status,
      message: error.message,
      type: error.constructor.name,
      stack: error.stack?.split('\n'),
      cause: error.cause ? String(error.cause) : undefined,
      host: hostname(),
      directory: process.cwd(),
      url: request.originalUrl,
    });
  }
}
