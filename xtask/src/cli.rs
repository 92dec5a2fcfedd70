//! The command line: words to a [`Command`]. It runs nothing.

pub(crate) mod bench;

use bench::Bench;

/// What the commands are, for people.
pub(crate) const USAGE: &str = "\
cargo xtask setup                  install whatever is missing
cargo xtask serve [--port 8080] [--release]
                                   the demo page with a simulated account
cargo xtask test [--only native|web|journeys]
                                   all tests, headless
cargo xtask check                  formatting, lints, documentation
cargo xtask soak [--minutes 10] [--seed N]
                                   the simulated traffic with new seeds for so long, or with those
                                   from N on; a seed that fails is named
cargo xtask shots [FILE...]        pictures of the built site, into target/shots
cargo xtask bench limiter [--quick] [--only NAME] [--shape NAME] [--jitter MS] [--json]
                                   limiters beside each other, in a browser
cargo xtask bench queue [--only NAME] [--jobs N] [--json]
                                   what many waiting jobs cost
cargo xtask bench import [--leads N] [--batch N] [--tabs N] [--hidden] [--json]
                                   leads through the widget into the simulated account";

/// One command with its options.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Command {
    /// Say what there is.
    Help,
    /// Install what is missing.
    Setup,
    /// Serve the demo page.
    Serve(Serve),
    /// Wait for the page on this port of 127.0.0.1 and say that it is there. `serve` starts it.
    Announce(u16),
    /// Run the tests; all of them if none are named.
    Test(Option<Only>),
    /// Formatting, lints, documentation.
    Check,
    /// Run the simulation of the traffic for long.
    Soak(Soak),
    /// Pictures of the built site; the words narrow which files of pictures.
    Shots(Vec<String>),
    /// Measure.
    Bench(Bench),
}

/// How to serve.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Serve {
    /// The port on 127.0.0.1.
    pub(crate) port: u16,
    /// Whether to build as for production.
    pub(crate) release: bool,
}

/// How to run the simulation for long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Soak {
    /// For how long.
    pub(crate) minutes: u64,
    /// The first seed; one that is new if none is named.
    pub(crate) seed: Option<u64>,
}

/// One kind of test.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Only {
    /// `cargo test`, without a browser.
    Native,
    /// `wasm-pack test`, in a browser.
    Web,
    /// Playwright against the built site.
    Journeys,
}

/// Reads the words after `cargo xtask`. An error is a sentence for whoever typed them.
pub(crate) fn parse(words: impl IntoIterator<Item = String>) -> Result<Command, String> {
    let mut words = words.into_iter();
    let Some(name) = words.next() else { return Ok(Command::Help) };
    let command = match name.as_str() {
        "help" | "--help" | "-h" => Command::Help,
        "setup" => Command::Setup,
        "check" => Command::Check,
        "serve" => Command::Serve(parse_serve(&mut words)?),
        "announce" => Command::Announce(parse_port(words.next())?),
        "test" => Command::Test(parse_only(&mut words)?),
        "soak" => Command::Soak(parse_soak(&mut words)?),
        "bench" => Command::Bench(bench::parse(&mut words)?),
        "shots" => Command::Shots(words.by_ref().collect()),
        other => return Err(format!("there is no command `{other}`")),
    };
    match words.next() {
        None => Ok(command),
        Some(extra) => Err(format!("`{name}` does not take `{extra}`")),
    }
}

fn parse_serve(words: &mut impl Iterator<Item = String>) -> Result<Serve, String> {
    let mut serve = Serve { port: 8080, release: false };
    while let Some(word) = words.next() {
        match word.as_str() {
            "--release" => serve.release = true,
            "--port" => serve.port = parse_port(words.next())?,
            other => return Err(format!("`serve` does not take `{other}`")),
        }
    }
    Ok(serve)
}

fn parse_soak(words: &mut impl Iterator<Item = String>) -> Result<Soak, String> {
    let mut soak = Soak { minutes: 10, seed: None };
    while let Some(word) = words.next() {
        match word.as_str() {
            "--minutes" => soak.minutes = parse_number(words.next())?,
            "--seed" => soak.seed = Some(parse_number(words.next())?),
            other => return Err(format!("`soak` does not take `{other}`")),
        }
    }
    Ok(soak)
}

fn parse_number(word: Option<String>) -> Result<u64, String> {
    let word = word.unwrap_or_default();
    word.parse().map_err(|_| format!("`{word}` is no number"))
}

fn parse_port(word: Option<String>) -> Result<u16, String> {
    let word = word.unwrap_or_default();
    word.parse().map_err(|_| format!("a port is a number up to 65535, not `{word}`"))
}

fn parse_only(words: &mut impl Iterator<Item = String>) -> Result<Option<Only>, String> {
    match words.next().as_deref() {
        None => Ok(None),
        Some("--only") => match words.next().as_deref() {
            Some("native") => Ok(Some(Only::Native)),
            Some("web") => Ok(Some(Only::Web)),
            Some("journeys") => Ok(Some(Only::Journeys)),
            other => {
                Err(format!("`--only` takes native, web or journeys, not `{}`", other.unwrap_or_default()))
            }
        },
        Some(other) => Err(format!("`test` does not take `{other}`")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expected: Command) {
        assert_eq!(parse(line.split_whitespace().map(String::from)), Ok(expected));
    }

    #[track_caller]
    fn refuse(line: &str, complaint: &str) {
        assert_eq!(parse(line.split_whitespace().map(String::from)), Err(complaint.into()));
    }

    #[test]
    fn commands_are_read() {
        check("", Command::Help);
        check("setup", Command::Setup);
        check("check", Command::Check);
        check("serve", Command::Serve(Serve { port: 8080, release: false }));
        check("serve --port 9000", Command::Serve(Serve { port: 9000, release: false }));
        check("serve --release --port 9000", Command::Serve(Serve { port: 9000, release: true }));
        check("announce 9000", Command::Announce(9000));
        check("test", Command::Test(None));
        check("test --only native", Command::Test(Some(Only::Native)));
        check("test --only web", Command::Test(Some(Only::Web)));
        check("test --only journeys", Command::Test(Some(Only::Journeys)));
        check("soak", Command::Soak(Soak { minutes: 10, seed: None }));
        check("soak --seed 7 --minutes 90", Command::Soak(Soak { minutes: 90, seed: Some(7) }));
        check("bench queue", Command::Bench(Bench::Queue(bench::Queue::default())));
        check("shots", Command::Shots(Vec::new()));
        check("shots mapping report", Command::Shots(vec!["mapping".into(), "report".into()]));
    }

    #[test]
    fn everything_else_is_refused_with_a_sentence() {
        refuse("deploy", "there is no command `deploy`");
        refuse("setup now", "`setup` does not take `now`");
        refuse("serve --prot 1", "`serve` does not take `--prot`");
        refuse("serve --port", "a port is a number up to 65535, not ``");
        refuse("serve --port 70000", "a port is a number up to 65535, not `70000`");
        refuse("soak --minutes", "`` is no number");
        refuse("soak --seed x", "`x` is no number");
        refuse("soak 10", "`soak` does not take `10`");
        refuse("test native", "`test` does not take `native`");
        refuse("test --only unit", "`--only` takes native, web or journeys, not `unit`");
        refuse("test --only web journeys", "`test` does not take `journeys`");
    }
}
