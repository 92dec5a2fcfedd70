//! Where and with what something was measured: numbers without that mean nothing.

use super::driver::Said;
use super::json::Json;
use crate::version;
use crate::workshop::{self, Workshop};

/// Names with values, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Facts(Vec<(String, String)>);

impl Facts {
    /// What the script told, and what built the rest.
    pub(crate) fn gather(workshop: &Workshop, said: &Said) -> Self {
        let Self(mut facts) = Self::told(said);
        let ask = |program: &str, words: &[&str]| workshop::ask(workshop.command(program).args(words));
        if let Some(rustc) = ask("rustc", &["--version"]).as_deref().and_then(version::parse) {
            facts.push(("rustc".into(), rustc));
        }
        if let Some(commit) = ask("git", &["describe", "--always", "--dirty"]) {
            facts.push(("commit".into(), commit.trim().into()));
        }
        Self(facts)
    }

    /// What the script told.
    pub(crate) fn told(said: &Said) -> Self {
        let own = |[name, value]: [&str; 2]| (name.to_owned(), value.to_owned());
        Self(said.of("fact").into_iter().map(own).collect())
    }

    /// One line, for below a table.
    pub(crate) fn line(&self) -> String {
        self.0.iter().map(|(name, value)| format!("{name} {value}")).collect::<Vec<_>>().join(", ")
    }

    /// An object.
    pub(crate) fn json(&self) -> Json {
        Json::Object(self.0.iter().map(|(name, value)| (name.clone(), Json::Text(value.clone()))).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_keep_their_order() {
        let facts = Facts::told(&Said::parse(["fact\tcores\t2", "fact\tNode\t20.1.0"]));
        assert_eq!(facts.line(), "cores 2, Node 20.1.0");
        assert_eq!(facts.json().to_string(), r#"{"cores":"2","Node":"20.1.0"}"#);
    }
}
