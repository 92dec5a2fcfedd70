//! What simulations stand on: a virtual clock, dice thrown from a seed, and many seeds over all cores.

pub(crate) mod clock;
pub(crate) mod dice;
pub(crate) mod seeds;
