//! `cargo xtask shots`: pictures of the built site, into `target/shots`.

use std::fs;

use crate::failure::Failure;
use crate::setup::{self, Needs};
use crate::site;
use crate::workshop::{self, Workshop};

/// Takes the pictures of the files in `tests/e2e/shots` whose paths contain one of the words; all of them
/// if there are no words.
pub(crate) fn run(workshop: &mut Workshop, words: &[String]) -> Result<(), Failure> {
    setup::run(workshop, Needs::SITE.and(Needs::BROWSER))?;
    site::build(workshop)?;
    let folder = workshop.target().join("shots");
    fs::create_dir_all(&folder).map_err(|error| Failure::new(format!("{}: {error}", folder.display())))?;
    workshop::run(site::playwright(workshop, "shots").args(words))?;
    println!("pictures: {}", folder.display());
    Ok(())
}
