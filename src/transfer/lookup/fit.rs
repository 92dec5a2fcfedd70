//! How well an entity fits a row that was sent.
//!
//! Only what was sent is compared; what it misses or has besides lowers the fit instead of deciding
//! alone, because robots change entities within seconds of their birth.

#[cfg(test)]
mod tests;

use super::Found;
use super::field::compare;
use super::value::{is_nothing, same_words};
use crate::api::value::{FieldValues, FieldWrite};
use crate::api::{Tag, companies, contacts, leads, tasks};
use crate::transfer::draft::Draft;

/// How well an entity fits a row; a later one fits better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// Another entity.
    Not,
    /// What names it is the same, something else that was sent is not: perhaps this row, changed since.
    Changed,
    /// All that was sent, and something besides.
    More,
    /// All that was sent and nothing besides.
    Exactly,
}

/// How well `found` fits `draft`.
#[must_use]
pub fn fit(draft: &Draft, found: &Found) -> Fit {
    match (draft, found) {
        (Draft::Lead(sent), Found::Lead(read)) => lead(sent, read),
        (Draft::Contact(sent), Found::Contact(read)) => contact(sent, read),
        (Draft::Company(sent), Found::Company(read)) => company(sent, read),
        (Draft::Task(sent), Found::Task(read)) => task(sent, read),
        _ => Fit::Not,
    }
}

#[derive(Default)]
struct Weigh {
    /// Whether the name is the same; `None` if none was sent.
    named: Option<bool>,
    /// Whether anything of the same field is the same, for rows without a name.
    shares: bool,
    changed: bool,
    more: bool,
}

impl Weigh {
    fn name(&mut self, sent: Option<&str>, read: &str) {
        if let Some(sent) = sent {
            self.named = Some(same_words(sent, read));
        }
    }

    fn member<T: PartialEq>(&mut self, sent: Option<&T>, read: Option<&T>) {
        self.changed |= sent.is_some() && sent != read;
    }

    fn fields(&mut self, sent: &[FieldWrite], read: &[FieldValues]) {
        for compared in sent.iter().map(|field| compare(field, read)) {
            self.shares |= compared.shares;
            self.changed |= compared.misses;
            self.more |= compared.exceeds;
        }
        self.more |= read.iter().any(|found| {
            !sent.iter().any(|field| field.field_id == found.field_id)
                && found.values.iter().any(|value| !is_nothing(&value.value))
        });
    }

    fn tags(&mut self, sent: &[Tag], read: &[String]) {
        let is_sent = |name: &String| sent.iter().any(|tag| same_words(&tag.name, name));
        self.changed |= !sent.iter().all(|tag| read.iter().any(|name| same_words(&tag.name, name)));
        self.more |= !read.iter().all(is_sent);
    }

    fn fit(&self) -> Fit {
        match (self.named, self.changed) {
            (Some(false), _) => Fit::Not,
            (None, true) if !self.shares => Fit::Not,
            (_, true) => Fit::Changed,
            _ if self.more => Fit::More,
            _ => Fit::Exactly,
        }
    }
}

fn lead(sent: &leads::New, read: &leads::Lead) -> Fit {
    let mut weigh = Weigh::default();
    weigh.name(sent.name.as_deref(), &read.name);
    weigh.member(sent.price.as_ref(), Some(&read.price));
    weigh.member(sent.pipeline_id.as_ref(), Some(&read.pipeline_id));
    weigh.member(sent.status_id.as_ref(), Some(&read.status_id));
    weigh.member(sent.responsible_user_id.as_ref(), Some(&read.responsible_user_id));
    weigh.fields(&sent.custom_fields_values, &read.custom_fields_values);
    weigh.tags(&sent.tags_to_add, &read.tags);
    weigh.more |= sent.price.is_none() && read.price != 0;
    weigh.fit()
}

fn contact(sent: &contacts::New, read: &contacts::Contact) -> Fit {
    let mut weigh = Weigh::default();
    let parts = [sent.first_name.as_deref(), sent.last_name.as_deref()];
    if let Some(name) = &sent.name {
        weigh.name(Some(name), &read.name);
    }
    if parts.iter().any(Option::is_some) && weigh.named != Some(true) {
        weigh.named = Some(same_parts(parts.map(Option::unwrap_or_default), read));
    }
    weigh.member(sent.responsible_user_id.as_ref(), Some(&read.responsible_user_id));
    weigh.fields(&sent.custom_fields_values, &read.custom_fields_values);
    weigh.tags(&sent.tags_to_add, &read.tags);
    weigh.more |= weigh.named.is_none() && !read.name.is_empty();
    weigh.fit()
}

/// Kommo does not say whether it composes the name or keeps the parts, so either will do.
pub(super) fn same_parts([first, last]: [&str; 2], read: &contacts::Contact) -> bool {
    let apart = same_words(first, &read.first_name) && same_words(last, &read.last_name);
    apart || same_words(&format!("{first} {last}"), &read.name)
}

fn company(sent: &companies::New, read: &companies::Company) -> Fit {
    let mut weigh = Weigh::default();
    weigh.name(sent.name.as_deref(), &read.name);
    weigh.member(sent.responsible_user_id.as_ref(), Some(&read.responsible_user_id));
    weigh.fields(&sent.custom_fields_values, &read.custom_fields_values);
    weigh.tags(&sent.tags_to_add, &read.tags);
    weigh.fit()
}

fn task(sent: &tasks::New, read: &tasks::Task) -> Fit {
    let mut weigh = Weigh::default();
    weigh.name(Some(&sent.text), &read.text);
    weigh.member(Some(&sent.complete_till), Some(&read.complete_till));
    weigh.member(sent.task_type_id.as_ref(), Some(&read.task_type_id));
    weigh.member(sent.entity_id.as_ref(), read.entity_id.as_ref());
    weigh.member(sent.entity_type.as_ref(), read.entity_type.as_ref());
    weigh.member(sent.responsible_user_id.as_ref(), Some(&read.responsible_user_id));
    weigh.more |= sent.entity_id.is_none() && read.entity_id.is_some();
    weigh.fit()
}
