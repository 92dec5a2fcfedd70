//! Which exchanges the list shows.

use super::view::FilterView;
use super::words;
use crate::app::text::{Catalogue, text};
use crate::app::view::Choice;
use crate::traffic::{Class, Exchange, Lane};

/// What an exchange must have to be shown; empty asks for nothing.
#[derive(Debug, Default)]
pub(super) struct Filter {
    pub(super) text: String,
    pub(super) kind: String,
    pub(super) lane: String,
}

impl Filter {
    /// Whether an exchange is shown.
    pub(super) fn passes(&self, exchange: &Exchange, texts: &Catalogue) -> bool {
        let kind = words::kind_of(exchange).0;
        let lane = words::lane(exchange.lane).0;
        (self.kind.is_empty() || self.kind == kind)
            && (self.lane.is_empty() || self.lane == lane)
            && self.text_occurs(exchange, texts)
    }

    /// The filter as it is shown.
    pub(super) fn view(&self, texts: &Catalogue) -> FilterView {
        let choice = |(value, key): (&str, &'static str)| Choice {
            value: value.to_owned(),
            label: texts.say(&text(key)),
            group: String::new(),
        };
        let kinds = std::iter::once(None)
            .chain(Class::ALL.map(Some))
            .map(words::kind)
            .chain([words::SAVED])
            .map(choice);
        let lanes = Lane::ALL.map(|lane| choice(words::lane(lane)));
        let all = |key| std::iter::once(choice(("", key)));
        FilterView {
            text: self.text.clone(),
            kinds: (all("app.monitor.kind.all").chain(kinds).collect(), self.kind.clone()),
            lanes: (all("app.monitor.lane.all").chain(lanes).collect(), self.lane.clone()),
        }
    }

    /// Whether each word that was typed occurs in what the list shows of the exchange.
    fn text_occurs(&self, exchange: &Exchange, texts: &Catalogue) -> bool {
        if self.text.trim().is_empty() {
            return true;
        }
        let asker = texts.say(&words::asker(exchange.asker));
        let status = words::status(exchange, texts);
        let Exchange { method, path, query, .. } = exchange;
        let shown = format!("{method} {path} {query} {status} {asker}").to_lowercase();
        self.text.to_lowercase().split_whitespace().all(|word| shown.contains(word))
    }
}
