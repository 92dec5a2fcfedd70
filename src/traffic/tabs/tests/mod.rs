//! Several tabs, a server and the browser's locks on one virtual clock, seen from outside only.

mod company;
mod random;
mod succession;
mod words;
mod world;
