// Ends a run with the line that all of the project's test runners end with, so that
// `cargo xtask test` counts journeys as it counts every other test.

/** @implements {import('@playwright/test/reporter').Reporter} */
export default class TallyReporter {
  #suite;
  #errors = 0;

  printsToStdio() {
    return false;
  }

  onBegin(_config, suite) {
    this.#suite = suite;
  }

  onError() {
    this.#errors += 1;
  }

  onEnd(result) {
    const outcomes = (this.#suite?.allTests() ?? []).map(outcomeOf);
    const count = (outcome) => outcomes.filter((each) => each === outcome).length;
    const failed = count('failed') + this.#errors;
    const word = result.status === 'passed' ? 'ok' : 'FAILED';
    console.log(`\ntest result: ${word}. ${count('passed')} passed; ${failed} failed; ${count('ignored')} ignored;`);
  }
}

/** A test that was to run and did not has failed: nobody may take it for a pass. */
function outcomeOf(test) {
  switch (test.outcome()) {
    case 'expected':
    case 'flaky':
      return 'passed';
    case 'skipped':
      return test.expectedStatus === 'skipped' ? 'ignored' : 'failed';
    default:
      return 'failed';
  }
}
