//! Plans for a machine on which this or that is missing.

use super::*;
use crate::setup::found::Installers;

fn complete() -> Found {
    Found {
        target: TargetState::Works,
        tools: vec![
            (Tool::Bindgen, "0.2.130".into(), Some("0.2.130".into())),
            (Tool::Trunk, "0.21.14".into(), Some("0.21.14".into())),
            (Tool::Pack, "0.15.1".into(), Some("0.15.1".into())),
        ],
        installers: Installers { rustup: true, apt: true },
        node: Some("20.20.2".into()),
        has_crates: true,
        npm_is_current: true,
        has_wasm_opt: true,
        browser: Browser { chromium: true, chromedriver: true, fonts: true },
    }
}

fn install(tool: Tool, version: &str) -> Step {
    Step::Install { tool, version: version.into() }
}

/// The plan for a complete machine after `damage`; steps for a person by what they name.
#[track_caller]
fn check(damage: impl FnOnce(&mut Found), needs: Needs, expected: &[Step]) {
    let mut found = complete();
    damage(&mut found);
    assert_eq!(plan(&found, needs), expected);
}

#[track_caller]
fn check_by_hand(damage: impl FnOnce(&mut Found), expected: &str) {
    let mut found = complete();
    damage(&mut found);
    match plan(&found, Needs::EVERYTHING).first() {
        Some(Step::ByHand { what, .. }) => assert_eq!(what, expected),
        other => panic!("the first step is {other:?}"),
    }
}

#[test]
fn nothing_is_done_when_nothing_is_missing() {
    check(|_| {}, Needs::EVERYTHING, &[]);
}

#[test]
fn a_wrong_version_is_replaced_like_a_missing_one() {
    check(|f| f.tools[0].2 = None, Needs::EVERYTHING, &[install(Tool::Bindgen, "0.2.130")]);
    check(|f| f.tools[0].2 = Some("0.2.129".into()), Needs::EVERYTHING, &[install(Tool::Bindgen, "0.2.130")]);
    check(|f| f.tools[1].2 = Some("0.22.1".into()), Needs::EVERYTHING, &[install(Tool::Trunk, "0.21.14")]);
}

#[test]
fn a_compiler_is_got_by_the_first_way_that_works() {
    check(
        |f| f.target = TargetState::Missing,
        Needs::TARGET,
        &[Step::Target(vec![Way::Rustup, Way::Debian])],
    );
    check(
        |f| {
            f.target = TargetState::Missing;
            f.installers.apt = false;
        },
        Needs::TARGET,
        &[Step::Target(vec![Way::Rustup])],
    );
    check(|f| f.target = TargetState::WorksUnderDebian, Needs::TARGET, &[Step::UseToolchain]);
    check_by_hand(
        |f| {
            f.target = TargetState::Missing;
            f.installers.rustup = false;
        },
        "rustc cannot build for wasm32-unknown-unknown, and there is no rustup to add it",
    );
}

#[test]
fn a_browser_comes_with_its_driver() {
    let both = Step::Apt(vec!["chromium", "chromium-driver"]);
    check(|f| f.browser.chromium = false, Needs::BROWSER, std::slice::from_ref(&both));
    check(|f| f.browser.chromedriver = false, Needs::BROWSER, &[both]);
    check(|f| f.browser.fonts = false, Needs::BROWSER, &[Step::Apt(vec!["fonts-paratype"])]);
    check_by_hand(
        |f| {
            f.browser.chromium = false;
            f.installers.apt = false;
        },
        "Chromium or its chromedriver is not installed",
    );
}

#[test]
fn a_font_alone_stops_nobody_without_apt() {
    check(
        |f| {
            f.browser.fonts = false;
            f.installers.apt = false;
        },
        Needs::EVERYTHING,
        &[],
    );
}

#[test]
fn node_has_to_be_there_and_new_enough() {
    check_by_hand(|f| f.node = None, "Node.js is not installed");
    check_by_hand(|f| f.node = Some("18.19.0".into()), "Node.js 18.19.0 is too old");
    check(|f| f.node = None, Needs::WASM_TESTS, &[]);
}

#[test]
fn what_only_a_person_can_do_comes_before_the_slow_things() {
    check_by_hand(
        |f| {
            f.tools[1].2 = None;
            f.node = None;
            f.browser.chromium = false;
        },
        "Node.js is not installed",
    );
}

#[test]
fn only_what_is_needed_is_installed() {
    let bare = |f: &mut Found| {
        f.target = TargetState::Missing;
        f.has_crates = false;
        f.npm_is_current = false;
        f.has_wasm_opt = false;
        f.browser = Browser { chromium: false, chromedriver: false, fonts: false };
        f.tools.clear();
    };
    check(bare, Needs::NOTHING, &[]);
    check(bare, Needs::TRUNK, &[Step::Fetch]);
    check(bare, Needs::NPM, &[Step::Npm, Step::LinkWasmOpt]);
    check(bare, Needs::BROWSER, &[Step::Apt(vec!["chromium", "chromium-driver", "fonts-paratype"])]);
}
