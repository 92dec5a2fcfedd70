//! The right panel of a lead's card: the lead at a glance.

use super::desk::decode;
use super::facts::Facts;
use super::text::{Catalogue, text};
use super::trouble::Trouble;
use super::view::{CardView, Notice, Tone};
use crate::api::leads::{self, Lead};
use crate::base::Delivery;
use crate::base::id::EntityId;

/// What the panel knows.
#[derive(Default)]
pub(super) struct Card {
    id: u64,
    state: State,
}

#[derive(Default)]
enum State {
    #[default]
    Loading,
    /// The card was not saved yet, so there is no lead.
    Unsaved,
    Shown(Box<Lead>),
    Missing,
    Failed(Trouble),
}

impl Card {
    /// Turns to the lead of this id; gives back the call that reads it, if there is anything to read.
    pub(super) fn open(&mut self, id: u64) -> Option<leads::Get> {
        self.id = id;
        self.state = if id == 0 { State::Unsaved } else { State::Loading };
        (id != 0).then_some(leads::Get::new(EntityId(id)))
    }

    /// Takes in whether the call could be made.
    pub(super) fn asked(&mut self, asked: Result<(), Trouble>) {
        if let Err(trouble) = asked {
            self.state = State::Failed(trouble);
        }
    }

    /// Takes in the answer; one for an earlier card is dropped.
    pub(super) fn deliver(&mut self, id: u64, delivery: &Delivery) {
        if id != self.id {
            return;
        }
        self.state = match decode(&leads::Get::new(EntityId(id)), delivery) {
            Ok(Some(lead)) => State::Shown(Box::new(lead)),
            Ok(None) => State::Missing,
            Err(trouble) => State::Failed(trouble),
        };
    }

    /// The panel as it is now; the caller adds what is not the lead's.
    pub(super) fn view(&self, facts: &Facts, texts: &Catalogue) -> CardView {
        let say = |key| texts.say(&text(key));
        let notice = |tone, title, sentence| Some(Notice { tone, title, sentence, reload: false });
        match &self.state {
            State::Loading => CardView {
                notice: notice(Tone::Info, String::new(), say("app.card.loading")),
                ..CardView::default()
            },
            State::Unsaved => CardView {
                notice: notice(Tone::Info, say("app.card.unsaved_title"), say("app.card.unsaved")),
                ..CardView::default()
            },
            State::Missing => CardView {
                notice: notice(Tone::Warning, String::new(), say("app.card.missing")),
                ..CardView::default()
            },
            State::Failed(trouble) => CardView {
                notice: notice(Tone::Error, say("app.trouble.title"), texts.say(&trouble.cause)),
                ..CardView::default()
            },
            State::Shown(lead) => CardView { facts: at_a_glance(lead, facts, texts), ..CardView::default() },
        }
    }
}

fn at_a_glance(lead: &Lead, facts: &Facts, texts: &Catalogue) -> Vec<(String, String)> {
    let pipeline =
        facts.pipelines().and_then(|all| all.iter().find(|pipeline| pipeline.id == lead.pipeline_id));
    let stage =
        pipeline.and_then(|pipeline| pipeline.statuses.iter().find(|stage| stage.id == lead.status_id));
    let user = facts.users().and_then(|all| all.iter().find(|user| user.id == lead.responsible_user_id));
    let currency = facts.account().map_or("", |account| account.currency.as_str());
    let price = u64::try_from(lead.price).unwrap_or_default();
    [
        ("app.card.name", Some(lead.name.clone())),
        ("app.card.price", Some(format!("{} {currency}", texts.number(price)))),
        ("app.card.pipeline", pipeline.map(|pipeline| pipeline.name.clone())),
        ("app.card.stage", stage.map(|stage| stage.name.clone())),
        ("app.card.responsible", user.map(|user| user.name.clone())),
    ]
    .into_iter()
    .filter_map(|(key, value)| Some((texts.say(&text(key)), value?)))
    .collect()
}
