// Mocks of Worker. They run nothing: whatever is posted to one is handed to the test, which lets it
// answer. Messages cross by the browser's own structured clone.

export function mockWorkerClass(started, received) {
  return class MockWorker {
    constructor(url, options) {
      this.url = String(url);
      this.kind = options && options.type;
      this.isEnded = false;
      started(this);
    }

    postMessage(message) {
      received(this, structuredClone(message));
    }

    terminate() {
      this.isEnded = true;
    }
  };
}

export function unableWorkerClass() {
  return class UnableWorker {
    constructor() {
      throw new DOMException('no workers here', 'SecurityError');
    }
  };
}

export function say(worker, message, buffers) {
  const data = structuredClone(message, { transfer: buffers });
  if (worker.onmessage) {
    worker.onmessage(new MessageEvent('message', { data }));
  }
}

export function fail(worker) {
  const event = new ErrorEvent('error', { cancelable: true });
  if (worker.onerror) {
    worker.onerror(event);
  }
  return event.defaultPrevented;
}
