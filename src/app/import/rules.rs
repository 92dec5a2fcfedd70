//! What to do with the rows: the choices of the second step, as far as the mapping offers them.

use crate::app::text::{Catalogue, text};
use crate::app::view::{Choice, RulesView};
use crate::transfer::mode::{EmptyCells, Joining, Key, Mode, Rules, SeveralMatches};
use crate::transfer::schema::Schema;

/// One of the rules, with the value that was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// Add, update or both.
    Mode,
    /// By what entities are found.
    Key,
    /// What if several match.
    Several,
    /// What empty cells do.
    Empty,
    /// What becomes of tags.
    Tags,
    /// What becomes of phones and e-mails.
    Contacts,
}

/// Takes in a choice. A value that is none changes nothing.
pub(super) fn choose(rules: &mut Rules, rule: Rule, value: &str, keys: &[Key]) {
    let first = || rules.mode.key().or_else(|| keys.first().copied());
    match rule {
        Rule::Mode => match (value, first()) {
            ("add", _) => rules.mode = Mode::Add,
            ("update", Some(key)) => rules.mode = Mode::Update { key },
            ("update_or_add", Some(key)) => rules.mode = Mode::UpdateOrAdd { key },
            _ => {}
        },
        Rule::Key => {
            if let Ok(key) = serde_json::from_str(value) {
                rules.mode = rules.mode.by(key);
            }
        }
        Rule::Several => set(&mut rules.several, value),
        Rule::Empty => set(&mut rules.empty, value),
        Rule::Tags => set(&mut rules.tags, value),
        Rule::Contacts => set(&mut rules.contacts, value),
    }
}

fn set<T: serde::de::DeserializeOwned>(rule: &mut T, value: &str) {
    if let Ok(chosen) = serde_json::from_str(value) {
        *rule = chosen;
    }
}

/// The rules as they can be followed: a key whose column is gone gives way to one that is there.
pub(super) fn settled(rules: Rules, keys: &[Key]) -> Rules {
    let mode = match (rules.mode.key(), keys.first()) {
        (Some(key), _) if keys.contains(&key) => rules.mode,
        (Some(_), Some(first)) => rules.mode.by(*first),
        _ => Mode::Add,
    };
    Rules { mode, ..rules }
}

/// The choices; only what matters is asked.
pub(super) fn view(rules: &Rules, keys: &[Key], schema: &Schema, texts: &Catalogue) -> RulesView {
    let choice = |value: String, key| Choice { value, label: texts.say(&text(key)), group: String::new() };
    let mut modes = vec![choice("add".to_owned(), "app.rules.add")];
    if !keys.is_empty() {
        modes.push(choice("update".to_owned(), "app.rules.update"));
        modes.push(choice("update_or_add".to_owned(), "app.rules.update_or_add"));
    }
    let mode = match rules.mode {
        Mode::Add => "add",
        Mode::Update { .. } => "update",
        Mode::UpdateOrAdd { .. } => "update_or_add",
    };
    let hint = match rules.mode {
        Mode::Add if keys.is_empty() => "app.rules.hint_no_key",
        Mode::Add => "app.rules.hint_add",
        Mode::Update { .. } => "app.rules.hint_update",
        Mode::UpdateOrAdd { .. } => "app.rules.hint_update_or_add",
    };
    let matched = rules.mode.key();
    let pair =
        |first, first_key, second, second_key| vec![choice(first, first_key), choice(second, second_key)];
    let joining = |rule: Joining| {
        let (add, replace) = (json(&Joining::Add), json(&Joining::Replace));
        (pair(add, "app.rules.join_add", replace, "app.rules.join_replace"), json(&rule))
    };
    let keep = pair(
        json(&EmptyCells::Keep),
        "app.rules.empty_keep",
        json(&EmptyCells::Clear),
        "app.rules.empty_clear",
    );
    let several = vec![
        choice(json(&SeveralMatches::Refuse), "app.rules.several_refuse"),
        choice(json(&SeveralMatches::Newest), "app.rules.several_newest"),
        choice(json(&SeveralMatches::Oldest), "app.rules.several_oldest"),
    ];
    let by = keys.iter().map(|key| Choice {
        value: json(key),
        label: key_name(*key, schema, texts),
        group: String::new(),
    });
    let has_lists = schema.entity != crate::transfer::schema::Entity::Tasks;
    RulesView {
        modes: (modes, mode.to_owned()),
        hint: texts.say(&text(hint)),
        keys: matched.map(|key| (by.collect(), json(&key))),
        several: matched.filter(|key| *key != Key::Id).map(|_| (several, json(&rules.several))),
        empty: matched.map(|_| (keep, json(&rules.empty))),
        tags: matched.filter(|_| has_lists).map(|_| joining(rules.tags)),
        contacts: matched.filter(|_| has_lists).map(|_| joining(rules.contacts)),
    }
}

fn key_name(key: Key, schema: &Schema, texts: &Catalogue) -> String {
    let field = match key {
        Key::Id => return texts.say(&text("app.target.id")),
        Key::Name => return texts.say(&text("app.target.name")),
        Key::Email => schema.fields.iter().find(|field| field.code.as_deref() == Some("EMAIL")),
        Key::Phone => schema.fields.iter().find(|field| field.code.as_deref() == Some("PHONE")),
        Key::Field(id) => schema.field(id),
    };
    field.map(|field| field.name.clone()).unwrap_or_default()
}

fn json<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
