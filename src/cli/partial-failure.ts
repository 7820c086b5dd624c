/** Some of the work failed and was reported; the rest was done and printed. */
export class PartialFailure extends Error {}
