import { createHash, randomBytes } from 'node:crypto';
import { Injectable, Logger, UnauthorizedException } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { PrismaService } from '../prisma/prisma.service';

const REFRESH_DAYS = 14;
const hash = (token: string) => createHash('sha256').update(token).digest('hex');

@Injectable()
export class TokenService {
  private readonly logger = new Logger(TokenService.name);

  constructor(
    private readonly prisma: PrismaService,
    private readonly jwt: JwtService,
  ) {}

  async refresh(refreshToken: string) {
    const stored = await this.prisma.refreshToken.findUnique({
      where: { tokenHash: hash(refreshToken) },
      include: { user: true },
    });
    if (!stored || !stored.user.active) {
      throw new UnauthorizedException('unknown refresh token');
    }
    const used = await this.prisma.refreshToken.updateMany({
      where: { id: stored.id, revokedAt: null, expiresAt: { gt: new Date() } },
      data: { revokedAt: new Date() },
    });
    if (used.count !== 1) {
      throw new UnauthorizedException('refresh token is no longer valid');
    }
    const next = randomBytes(32).toString('base64url');
    await this.prisma.refreshToken.create({
      data: {
        tokenHash: hash(next),
        userId: stored.userId,
        expiresAt: new Date(Date.now() + REFRESH_DAYS * 86_400_000),
      },
    });
    this.logger.log(`tokens of user ${stored.userId} refreshed`);
    return {
      accessToken: await this.jwt.signAsync({ sub: stored.userId }, { expiresIn: '10m' }),
      refreshToken: next,
    };
  }
}
