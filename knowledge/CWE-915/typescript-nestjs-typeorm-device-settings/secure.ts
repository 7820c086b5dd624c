import {
  Body, Controller, NotFoundException, Param, ParseUUIDPipe, Patch, Req, UseGuards, ValidationPipe,
} from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { IsBoolean, IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { Repository } from 'typeorm';
import { JwtGuard, type AuthRequest } from '../auth/jwt.guard';
import { Device } from './device.entity';

class DeviceSettings {
  @IsOptional() @IsString() @MaxLength(60)
  label?: string;

  @IsOptional() @IsInt() @Min(10) @Max(86400)
  intervalSeconds?: number;

  @IsOptional() @IsBoolean()
  muted?: boolean;
}

@Controller('devices')
@UseGuards(JwtGuard)
export class DeviceController {
  constructor(@InjectRepository(Device) private readonly devices: Repository<Device>) {}

  @Patch(':id')
  async configure(
    @Param('id', ParseUUIDPipe) id: string,
    @Body(new ValidationPipe({ whitelist: true, transform: true })) settings: DeviceSettings,
    @Req() req: AuthRequest,
  ) {
    const device = await this.devices.findOneBy({ id, ownerId: req.user.id });
    if (!device) throw new NotFoundException('no such device');

    this.devices.merge(device, settings);
    device.configVersion += 1;
    const saved = await this.devices.save(device);
    return {
      id: saved.id,
      label: saved.label,
      intervalSeconds: saved.intervalSeconds,
      muted: saved.muted,
      configVersion: saved.configVersion,
    };
  }
}
