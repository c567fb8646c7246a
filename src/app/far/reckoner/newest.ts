/** Answers one question at a time; of those that come meanwhile the newest alone is answered, so that a slider never lags behind itself. */
export class Newest<Question> {
  #waiting: { readonly question: Question } | undefined;
  #isBusy = false;
  readonly #answer: (question: Question, isNewest: () => boolean) => Promise<void>;

  /** @param answer never rejects; between its steps it may ask whether it still is of the newest question */
  constructor(answer: (question: Question, isNewest: () => boolean) => Promise<void>) {
    this.#answer = answer;
  }

  ask(question: Question): void {
    this.#waiting = { question };
    if (!this.#isBusy) void this.#work();
  }

  async #work(): Promise<void> {
    this.#isBusy = true;
    for (let next = this.#waiting; next; next = this.#waiting) {
      this.#waiting = undefined;
      await this.#answer(next.question, () => this.#waiting === undefined);
    }
    this.#isBusy = false;
  }
}
