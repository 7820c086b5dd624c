type Variables = Record<string, number>;

export class PriceFormula {
  private position = 0;
  private readonly tokens: string[];

  constructor(private readonly text: string, private readonly variables: Variables) {
    this.tokens = text.match(/\d+(?:\.\d+)?|[a-z_]+|[()+\-*/]/g) ?? [];
  }

  evaluate(): number {
    const value = this.sum();
    if (this.position < this.tokens.length) {
      throw new SyntaxError(`unexpected ${this.tokens[this.position]} in "${this.text.slice(0, 40)}"`);
    }
    return Math.round(value * 100) / 100;
  }

  private sum(): number {
    let value = this.product();
    while (this.tokens[this.position] === '+' || this.tokens[this.position] === '-') {
      const operator = this.tokens[this.position++];
      const right = this.product();
      value = operator === '+' ? value + right : value - right;
    }
    return value;
  }

  private product(): number {
    let value = this.factor();
    while (this.tokens[this.position] === '*' || this.tokens[this.position] === '/') {
      const operator = this.tokens[this.position++];
      const right = this.factor();
      value = operator === '*' ? value * right : value / right;
    }
    return value;
  }

  private factor(): number {
    const token = this.tokens[this.position++];
    if (token === '-' || token === '(') {
      const value = token === '-' ? -this.factor() : this.sum();
      if (token === '(' && this.tokens[this.position++] !== ')') {
        throw new SyntaxError('closing bracket expected');
      }
      return value;
    }
    const value = this.variables[token] ?? Number(token);
    if (!Number.isFinite(value)) {
      throw new SyntaxError(`unknown name ${token}`);
    }
    return value;
  }
}
