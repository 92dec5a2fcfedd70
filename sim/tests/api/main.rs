//! The simulated account from outside, request by request: every behaviour that clients are proven against.

#[cfg(test)]
mod changes;
#[cfg(test)]
mod client;
#[cfg(test)]
mod control;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod fields;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod journey;
#[cfg(test)]
mod limits;
#[cfg(test)]
mod lists;
#[cfg(test)]
mod seed;
#[cfg(test)]
mod writes;
