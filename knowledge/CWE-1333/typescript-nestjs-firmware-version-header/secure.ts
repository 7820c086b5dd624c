import { CanActivate, ExecutionContext, ForbiddenException, Injectable, Logger } from '@nestjs/common';
import type { Request } from 'express';

const MAX_VERSION_LENGTH = 40;
const VERSION = /^v?\d+(?:[.-]\d+)*(?:[.-]?[a-z][a-z\d]*)?(?:[.-][a-z][a-z\d]*)*[.-]?$/;

@Injectable()
export class FirmwareGuard implements CanActivate {
  private readonly log = new Logger(FirmwareGuard.name);
  private readonly minimum = [2, 4, 0];

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<Request>();
    const header = (request.headers['x-firmware-version'] ?? '') as string;
    const device = request.params.deviceId;

    if (header.length > MAX_VERSION_LENGTH || !VERSION.test(header)) {
      this.log.warn(`device ${device}: unreadable firmware version`);
      throw new ForbiddenException('firmware version missing');
    }

    const parts = header.replace(/^v/, '').split(/[.-]/).slice(0, 3).map((part) => Number.parseInt(part, 10) || 0);
    for (let i = 0; i < this.minimum.length; i++) {
      const part = parts[i] ?? 0;
      if (part > this.minimum[i]) {
        return true;
      }
      if (part < this.minimum[i]) {
        throw new ForbiddenException('firmware too old');
      }
    }
    return true;
  }
}
