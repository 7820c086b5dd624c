import { BadRequestException, Body, Controller, Injectable, Post } from '@nestjs/common';
import { OrderService } from './order.service';
import { TariffService } from './tariff.service';

interface Quote {
  tariff: string;
  seats: number;
  monthlyCents: number;
  validUntil: number;
}

@Injectable()
export class QuoteCodec {
  encode(quote: Quote): string {
    return Buffer.from(JSON.stringify(quote)).toString('base64url');
  }

  decode(token: string): Quote {
    const quote = JSON.parse(Buffer.from(token, 'base64url').toString('utf8')) as Quote;
    if (quote.validUntil < Date.now()) throw new BadRequestException('the quote has expired');
    return quote;
  }
}

@Controller('quotes')
export class QuoteController {
  constructor(
    private readonly codec: QuoteCodec,
    private readonly tariffs: TariffService,
    private readonly orders: OrderService,
  ) {}

  @Post()
  async create(@Body() body: { tariff: string; seats: number }) {
    const monthlyCents = await this.tariffs.price(body.tariff, body.seats);
    const quote = { ...body, monthlyCents, validUntil: Date.now() + 14 * 86_400_000 };
    return { monthlyCents, token: this.codec.encode(quote) };
  }

  @Post('accept')
  accept(@Body() body: { token: string; company: string }) {
    return this.orders.place(body.company, this.codec.decode(body.token));
  }
}
