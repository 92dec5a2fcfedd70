//! What `cargo xtask bench` measures with, only with the feature `bench`: the engine as a class for pages,
//! and the cost of its queue. Nothing of it is in the widget, and the widget does not know it.

pub mod queue;

#[cfg(feature = "web")]
mod pace;

#[cfg(feature = "web")]
pub use pace::Pace;

#[cfg(feature = "web")]
pub use queue::queue_cost;
