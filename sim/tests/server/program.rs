//! The program's manners: what it says, and how it starts and ends.

use std::process::Command;
use std::thread::sleep;
use std::time::Duration;

use crate::running::{Running, program};

#[test]
fn a_taken_port_is_told_with_a_way_out() {
    let first = Running::start(&[]);
    let second = program(&["serve", "--port", first.port()]).output().unwrap();
    assert!(!second.status.success());
    let said = String::from_utf8(second.stderr).unwrap();
    assert!(said.contains(&format!("port {} is taken", first.port())), "{said}");
    assert!(said.contains("--port 0"), "{said}");
}

#[test]
fn the_help_names_every_option() {
    let help = program(&["--help"]).output().unwrap();
    assert!(help.status.success());
    let said = String::from_utf8(help.stdout).unwrap();
    for option in ["serve", "--port", "--subdomain", "--seed", "--site", "--http1"] {
        assert!(said.contains(option), "{option} in {said}");
    }
}

#[test]
fn unknown_words_are_refused() {
    let refused = program(&["serve", "--stat"]).output().unwrap();
    assert!(!refused.status.success());
    assert!(String::from_utf8(refused.stderr).unwrap().contains("--stat"));
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it_cleanly() {
    let mut server = Running::start(&[]);
    server.get("/api/v4/account");
    let interrupted = Command::new("kill").args(["-INT", &server.child.id().to_string()]).status().unwrap();
    assert!(interrupted.success());
    for _ in 0..60 {
        if let Some(status) = server.child.try_wait().unwrap() {
            assert!(status.success(), "{status}");
            return;
        }
        sleep(Duration::from_millis(50));
    }
    panic!("it still runs");
}
