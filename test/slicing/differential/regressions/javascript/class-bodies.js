class Pair {
  constructor(x, y) {
    this.x = x;
    this.y = y;
  }
  bump(amount) {
    if (amount > 4) this.y += 1;
    this.x = (this.x + amount) % 101;
    return this.x;
  }
}
function program(a, b) {
  let o = new Pair(1, 6);
  let unused = new Pair(a, b);
  probe(0, o.bump(b), o.y); // criterion
}
