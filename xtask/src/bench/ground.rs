//! What the measurements stand on: the simulated account, optimised; the engine for browsers, as the widget is
//! built; the page that has it beside the other limiters. It measures nothing.

use std::fs;
use std::path::PathBuf;

use crate::failure::Failure;
use crate::setup::{self, Needs};
use crate::workshop::{self, Workshop};

/// As Trunk does it; see `index.html`.
const WASM_OPT: [&str; 7] = [
    "-Oz",
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// Builds all of it into `target/bench/site`; gives the variables that tell the scripts where it is.
pub(crate) fn prepare(workshop: &mut Workshop) -> Result<Vec<(&'static str, PathBuf)>, Failure> {
    setup::run(workshop, Needs::TARGET.and(Needs::BINDGEN).and(Needs::NPM).and(Needs::BROWSER))?;
    let site = workshop.target().join("bench/site");
    let in_way = |error: std::io::Error| Failure::new(format!("{}: {error}", site.display()));
    fs::create_dir_all(&site).map_err(in_way)?;
    for (from, name) in [("tests/bench/page/index.html", "index.html"), ("www/clock.js", "clock.js")] {
        fs::copy(workshop.root.join(from), site.join(name)).map_err(in_way)?;
    }
    build_engine(workshop, &site)?;
    bundle(workshop, &site)?;
    Ok(vec![("BENCH_SITE", site), ("KOMMO_SIM", build_simulator(workshop)?)])
}

/// The simulated account, optimised.
pub(crate) fn build_simulator(workshop: &Workshop) -> Result<PathBuf, Failure> {
    workshop::run(workshop.command("cargo").args(["build", "--release", "--package", "kommo-sim"]))?;
    Ok(workshop.target().join("release").join(format!("kommo-sim{}", std::env::consts::EXE_SUFFIX)))
}

fn build_engine(workshop: &Workshop, site: &std::path::Path) -> Result<(), Failure> {
    let mut cargo = workshop.command("cargo");
    cargo.args(["build", "--release", "--lib", "--features", "bench", "--target", "wasm32-unknown-unknown"]);
    workshop::run(&mut cargo)?;
    let module = workshop.target().join("wasm32-unknown-unknown/release/kommo_pace.wasm");
    let mut bindgen = workshop.command("wasm-bindgen");
    bindgen.args(["--target", "web", "--no-typescript", "--out-name", "kommo-pace", "--out-dir"]);
    workshop::run(bindgen.arg(site).arg(module))?;
    let built = site.join("kommo-pace_bg.wasm");
    workshop::run(workshop.command("wasm-opt").args(WASM_OPT).arg(&built).arg("-o").arg(&built))
}

fn bundle(workshop: &Workshop, site: &std::path::Path) -> Result<(), Failure> {
    let mut esbuild = workshop.command("esbuild");
    esbuild.args([
        "tests/bench/page/page.mjs",
        "--bundle",
        "--format=esm",
        "--log-level=warning",
        "--external:/kommo-pace.js",
        "--alias:crypto=./tests/bench/page/no-crypto.mjs",
    ]);
    workshop::run(esbuild.arg(format!("--outfile={}", site.join("page.js").display())))
}
