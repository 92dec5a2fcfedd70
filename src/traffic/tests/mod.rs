//! The whole engine on a virtual clock, seen from outside only: what leaves when, who is told what.

mod blocks;
mod driver;
mod history;
mod lanes;
mod pacing;
mod pauses;
mod random;
mod retries;
mod sign_in;
