import { createHash, randomBytes } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';

import { MailService } from './mail.service';
import { ResetTokenRepository } from './reset-token.repository';
import { UserRepository } from './user.repository';

@Injectable()
export class PasswordResetService {
  private readonly logger = new Logger(PasswordResetService.name);

  constructor(
    private readonly users: UserRepository,
    private readonly tokens: ResetTokenRepository,
    private readonly mail: MailService,
  ) {}

  async request(email: string): Promise<void> {
    const user = await this.users.findByEmail(email.trim().toLowerCase());
    if (!user) {
      this.logger.log('reset requested for an unknown address');
      return;
    }
    const token = randomBytes(32).toString('base64url');
    await this.tokens.replace(user.id, {
      hash: createHash('sha256').update(token).digest('hex'),
      expiresAt: new Date(Date.now() + 3_600_000),
    });
    const link = `https://learn.example.org/reset?token=${token}`;
    this.logger.log(`sending reset link to user ${user.id}`);
    await this.mail.send(user.email, 'Reset your password', { name: user.name, link });
    this.logger.debug(`reset mail for user ${user.id} sent`);
  }
}
