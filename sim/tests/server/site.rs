//! `--site`: the page of a signed-in user at the account's own address.

use std::fs;
use std::path::PathBuf;

use ureq::ResponseExt as _;

use crate::running::{Running, program};

/// A built site in a directory of the test's own, with a file outside it.
fn site(name: &str) -> PathBuf {
    let outside = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let dir = outside.join("dist");
    fs::create_dir_all(dir.join("images")).unwrap();
    fs::write(outside.join("secret.txt"), "secret").unwrap();
    fs::write(dir.join("index.html"), "<!doctype html><title>Pace</title>").unwrap();
    fs::write(dir.join("pace_bg.wasm"), b"\0asm\x01\0\0\0").unwrap();
    fs::write(dir.join("pace.js"), "'use strict';").unwrap();
    fs::write(dir.join("images/logo.png"), "png").unwrap();
    dir
}

fn start(name: &str) -> Running {
    Running::start(&["--site", site(name).to_str().unwrap()])
}

#[test]
fn files_come_with_their_type_and_are_asked_for_anew() {
    let server = start("types");
    for (target, media_type) in [
        ("/", "text/html"),
        ("/index.html", "text/html"),
        ("/pace_bg.wasm", "application/wasm"),
        ("/pace.js?v=2", "text/javascript"),
        ("/images/logo.png", "image/png"),
    ] {
        let answer = server.get(target);
        assert_eq!(answer.status(), 200, "{target}");
        assert_eq!(answer.headers()["content-type"], media_type, "{target}");
        assert_eq!(answer.headers()["cache-control"], "no-cache", "{target}");
    }
}

#[test]
fn the_page_alone_signs_in() {
    let server = start("cookie");
    let cookie = "session_id=demo; Path=/; Secure; HttpOnly; SameSite=Lax";
    assert_eq!(server.get("/").headers()["set-cookie"], cookie);
    assert!(!server.get("/pace.js").headers().contains_key("set-cookie"));
}

#[test]
fn nothing_outside_is_served() {
    let server = start("outside");
    for target in [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/images/../../secret.txt",
        "//etc/passwd",
        "/no.js",
    ] {
        let mut answer = server.get(target);
        assert_eq!(answer.get_uri().path(), target.split('?').next().unwrap(), "sent as it is");
        assert_eq!(answer.status(), 404, "{target}");
        assert_eq!(answer.body_mut().read_to_string().unwrap(), "", "{target}");
    }
}

#[test]
fn the_api_stays_the_accounts() {
    let server = start("api");
    let answer = server.get("/api/v4/account");
    assert!(!answer.headers().contains_key("cache-control"), "not a file of the site");
    assert_ne!(server.ask("POST", "/", "{}").unwrap().status(), 200);
}

#[test]
fn a_directory_without_a_page_is_refused() {
    let refused = program(&["serve", "--port", "0", "--site", env!("CARGO_TARGET_TMPDIR")]).output().unwrap();
    assert!(!refused.status.success());
    assert!(String::from_utf8(refused.stderr).unwrap().contains("build the site first"));
}
