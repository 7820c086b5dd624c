import { Body, Controller, Get, NotFoundException, Param, Put, Req, UseGuards } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import { IsBoolean, IsInt, Max, Min } from 'class-validator';
import type { Request } from 'express';
import { AuditService } from '../audit/audit.service';
import { FlagService } from './flag.service';

class UpdateFlagDto {
  @IsBoolean()
  enabled!: boolean;

  @IsInt()
  @Min(0)
  @Max(100)
  rolloutPercent!: number;
}

@Controller('flags')
@UseGuards(AuthGuard('jwt'))
export class FlagController {
  constructor(
    private readonly flags: FlagService,
    private readonly audit: AuditService,
  ) {}

  @Get()
  async list(@Req() req: Request) {
    const flags = await this.flags.all();
    return flags.map((flag) => ({ key: flag.key, enabled: this.flags.isEnabledFor(flag, req.user) }));
  }

  @Put(':key')
  async update(@Param('key') key: string, @Body() dto: UpdateFlagDto, @Req() req: Request) {
    const flag = await this.flags.findByKey(key);
    if (!flag) throw new NotFoundException(`no flag ${key}`);
    const before = { enabled: flag.enabled, rolloutPercent: flag.rolloutPercent };
    await this.flags.save({ ...flag, enabled: dto.enabled, rolloutPercent: dto.rolloutPercent });
    await this.audit.record('flag.update', { key, before, after: { ...dto } });
    return { key, ...dto };
  }
}
