// In place of Node's `crypto`, which p-ratelimit names for its Redis half; pages have no use for that.
export default {};
