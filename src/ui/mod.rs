//! L4, only with the feature `web`: the screens. A view comes in, events go out; whatever is shown
//! lives in the model, and components hold nothing but focus and scroll.

mod card;
mod check;
mod columns;
mod data;
mod dry_run;
mod file;
mod monitor;
mod offers;
mod page;
mod part;
mod port;
mod rules;
mod run;
mod wizard;

pub use card::card;
pub use page::page;
pub use port::Port;
