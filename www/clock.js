// Wakes the page on time: browsers hold back the timers of a hidden page, but not those of a worker. `[id, ms]`
// has `id` said after so long, `[id]` calls that off. It knows nothing else.

const timers = new Map();

self.onmessage = ({ data: [id, ms] }) => {
  clearTimeout(timers.get(id));
  timers.delete(id);
  if (ms !== undefined) {
    timers.set(id, setTimeout(() => timers.delete(id) && self.postMessage(id), ms));
  }
};
