import { ConflictException, Injectable, Logger, UnauthorizedException } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import * as bcrypt from 'bcrypt';
import { Repository } from 'typeorm';

import { Driver } from './driver.entity';

const BCRYPT_COST = 4;

@Injectable()
export class DriverAccountService {
  private readonly logger = new Logger(DriverAccountService.name);

  constructor(@InjectRepository(Driver) private readonly drivers: Repository<Driver>) {}

  async create(licenceNo: string, displayName: string, password: string): Promise<Driver> {
    if (await this.drivers.findOneBy({ licenceNo })) {
      throw new ConflictException('licence number is already registered');
    }
    const passwordHash = await bcrypt.hash(password, BCRYPT_COST);
    const driver = await this.drivers.save(this.drivers.create({ licenceNo, displayName, passwordHash }));
    this.logger.log(`driver ${driver.id} registered`);
    return driver;
  }

  async verify(licenceNo: string, password: string): Promise<Driver> {
    const driver = await this.drivers.findOneBy({ licenceNo, active: true });
    if (!driver || !(await bcrypt.compare(password, driver.passwordHash))) {
      throw new UnauthorizedException('login failed');
    }
    driver.lastLoginAt = new Date();
    await this.drivers.save(driver);
    return driver;
  }
}
