//! Rules of the source itself, read from its text.

mod layers;
mod texts;
