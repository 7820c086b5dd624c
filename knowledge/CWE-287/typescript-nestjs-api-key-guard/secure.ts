import { createHash, timingSafeEqual } from 'node:crypto';
import { CanActivate, ExecutionContext, Injectable, Logger, UnauthorizedException } from '@nestjs/common';
import { ConfigService } from '@nestjs/config';
import type { Request } from 'express';
import { PartnerRepository } from './partner.repository';

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

@Injectable()
export class PartnerKeyGuard implements CanActivate {
  private readonly logger = new Logger(PartnerKeyGuard.name);

  constructor(
    private readonly config: ConfigService,
    private readonly partners: PartnerRepository,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const req = context.switchToHttp().getRequest<Request & { partnerId?: string }>();
    const partnerId = req.get('x-partner-id') ?? this.config.get<string>('DEFAULT_PARTNER', 'main');
    const presented = req.get('x-partner-key');

    const partner = await this.partners.findActive(partnerId);
    if (!partner || !presented || !timingSafeEqual(sha256(presented), Buffer.from(partner.keyHash, 'hex'))) {
      this.logger.warn(`wrong key for partner ${partnerId} from ${req.ip}`);
      throw new UnauthorizedException('wrong partner key');
    }
    req.partnerId = partnerId;
    await this.partners.touch(partnerId, new Date());
    return true;
  }
}
