//! The command line: words in, a command out. It starts nothing.

use std::path::PathBuf;

use lexopt::prelude::{Long, Short, Value, ValueExt};

/// What `--help` prints.
pub(super) const HELP: &str = "\
A simulated Kommo account behind HTTPS on this machine.

Usage: kommo-sim serve [--port N] [--subdomain NAME] [--seed N] [--site DIR] [--http1]

  --port N          the port on 127.0.0.1; 0 takes any free one   [8443]
  --subdomain NAME  the account: demo is https://demo.kommo.com   [demo]
  --seed N          what the account's data is drawn from         [1]
  --site DIR        also serve the built site in DIR, as the page of a signed-in user
  --http1           speak HTTP/1.1 only, so that a browser opens no more than six connections
  -h, --help        this text
  -V, --version     the version

It keeps nothing: the account starts anew each time. Ctrl-C ends it.
";

/// A command.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Arguments {
    Help,
    Version,
    Serve(Serve),
}

/// The options of `serve`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Serve {
    pub(super) port: u16,
    pub(super) subdomain: String,
    pub(super) seed: u64,
    pub(super) site: Option<PathBuf>,
    /// HTTP/2 is not offered.
    pub(super) http1: bool,
}

/// Why the words are no command.
#[derive(Debug, thiserror::Error)]
pub(super) enum ArgumentsError {
    #[error("no command given")]
    NoCommand,
    #[error("'{0}' is not a command; the one command is 'serve'")]
    UnknownCommand(String),
    #[error("'{0}' cannot be the name of an account: small letters, digits and hyphens only")]
    Subdomain(String),
    #[error(transparent)]
    Words(#[from] lexopt::Error),
}

impl Arguments {
    pub(super) fn parse(mut words: lexopt::Parser) -> Result<Self, ArgumentsError> {
        let mut command = None;
        let mut serve = Serve { port: 8443, subdomain: "demo".to_owned(), seed: 1, site: None, http1: false };
        while let Some(word) = words.next()? {
            match word {
                Short('h') | Long("help") => return Ok(Self::Help),
                Short('V') | Long("version") => return Ok(Self::Version),
                Long("port") => serve.port = words.value()?.parse()?,
                Long("subdomain") => serve.subdomain = parse_subdomain(words.value()?.string()?)?,
                Long("seed") => serve.seed = words.value()?.parse()?,
                Long("http1") => serve.http1 = true,
                Long("site") => serve.site = Some(words.value()?.into()),
                Value(name) if command.is_none() => command = Some(name.string()?),
                other => return Err(other.unexpected().into()),
            }
        }
        match command.as_deref() {
            Some("serve") => Ok(Self::Serve(serve)),
            Some(other) => Err(ArgumentsError::UnknownCommand(other.to_owned())),
            None => Err(ArgumentsError::NoCommand),
        }
    }
}

fn parse_subdomain(name: String) -> Result<String, ArgumentsError> {
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    let hyphen_outside = name.starts_with('-') || name.ends_with('-');
    if name.is_empty() || name.len() > 63 || hyphen_outside || !name.bytes().all(allowed) {
        return Err(ArgumentsError::Subdomain(name));
    }
    Ok(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &str, expected: Result<Arguments, &str>) {
        let parsed = Arguments::parse(lexopt::Parser::from_args(words.split_whitespace()));
        assert_eq!(parsed.map_err(|error| error.to_string()), expected.map_err(str::to_owned), "{words}");
    }

    fn serve(port: u16, subdomain: &str, seed: u64, site: Option<&str>) -> Arguments {
        let site = site.map(PathBuf::from);
        Arguments::Serve(Serve { port, subdomain: subdomain.to_owned(), seed, site, http1: false })
    }

    #[test]
    fn words_become_a_command() {
        check("serve", Ok(serve(8443, "demo", 1, None)));
        check("serve --port 0 --seed=7 --subdomain my-firm2", Ok(serve(0, "my-firm2", 7, None)));
        check("--site dist serve", Ok(serve(8443, "demo", 1, Some("dist"))));
        let old = Serve { port: 8443, subdomain: "demo".to_owned(), seed: 1, site: None, http1: true };
        check("serve --http1", Ok(Arguments::Serve(old)));
        check("--help", Ok(Arguments::Help));
        check("serve -h", Ok(Arguments::Help));
        check("-V", Ok(Arguments::Version));
    }

    #[test]
    fn other_words_are_refused() {
        check("", Err("no command given"));
        check("start", Err("'start' is not a command; the one command is 'serve'"));
        check("serve twice", Err("unexpected argument \"twice\""));
        check("serve --state", Err("invalid option '--state'"));
        check(
            "serve --port 65536",
            Err("cannot parse argument \"65536\": number too large to fit in target type"),
        );
        for name in ["Demo", "demo.kommo.com", "-demo", "demo-", "a/b"] {
            let said =
                format!("'{name}' cannot be the name of an account: small letters, digits and hyphens only");
            check(&format!("serve --subdomain={name}"), Err(&said));
        }
    }
}
