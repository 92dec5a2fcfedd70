//! Small parts of screens. They know nothing of the application but its views.

mod bars;
mod budget;
mod gate;
mod notice;
mod problems;
mod progress;
mod pulse;
mod select;
mod stepper;
mod tabs;
mod tiles;

pub(super) use bars::{STEP, UNIT, bars};
pub(super) use budget::budget;
pub(super) use gate::gate;
pub(super) use notice::{callout, notice};
pub(super) use problems::problems;
pub(super) use progress::progress;
pub(super) use pulse::pulse;
pub(super) use select::select;
pub(super) use stepper::stepper;
pub(super) use tabs::{PANEL, tab_id, tabs};
pub(super) use tiles::tiles;
