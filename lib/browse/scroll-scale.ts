/** Browsers lay nothing out that is taller: Firefox ends at about 17.8 million px. */
export const TALLEST = 8_000_000;

/**
 * Scrolls through more than an element can be tall. The bar stands for all; what a
 * person scrolls by wheel, touch or keys moves by as many pixels as anywhere, and only
 * a jump (the bar dragged, Home, End) moves in proportion.
 */
export class ScrollScale {
  /** Px from the top of all that there is. */
  top = 0;
  private at = 0;
  private readonly total: number;
  private readonly view: number;

  constructor(total: number, view: number) {
    this.total = total;
    this.view = view;
  }

  /** How tall the element is. */
  get height(): number {
    return Math.min(this.total, TALLEST);
  }

  /** The element was scrolled to this place by a person or the browser. */
  scrolled(at: number): void {
    const moved = at - this.at;
    this.at = at;
    const near = Math.abs(moved) <= this.view * 2;
    const end = this.height - this.view;
    if (at <= 0) this.top = 0;
    else if (at >= end - 1) this.top = this.farthest;
    else if (this.height === this.total) this.top = at;
    else this.top = this.within(near ? this.top + moved : at * this.ratio);
  }

  /** Brings a stretch into view; gives where the element has to be scrolled to. */
  reveal(from: number, to: number): number {
    if (from < this.top) this.top = from;
    else if (to > this.top + this.view) this.top = this.within(to - this.view);
    return this.settle();
  }

  /** Scrolling has come to rest: where the bar says the truth again. */
  settle(): number {
    this.at = this.height === this.total ? this.top : Math.round(this.top / this.ratio);
    return this.at;
  }

  /** Where something is in the element as it is scrolled now. */
  placeOf(px: number): number {
    return px - this.top + this.at;
  }

  private get farthest(): number {
    return Math.max(0, this.total - this.view);
  }

  private get ratio(): number {
    return this.farthest / Math.max(1, this.height - this.view);
  }

  private within(top: number): number {
    return Math.min(Math.max(0, top), this.farthest);
  }
}
