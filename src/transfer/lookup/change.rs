//! Whether an entity is as a change made it, member by member. Members that the change does not speak of
//! are not looked at: robots and colleagues are free to change them.

use serde_json::Value as Json;

use super::Found;
use super::field::compare;
use super::fit::same_parts;
use super::value::same_words;
use crate::api::value::{FieldValues, FieldWrite};
use crate::api::{Tag, companies, contacts, leads, tasks};
use crate::base::id::FieldId;
use crate::transfer::edit::{Change, Edit};

/// A member of an entity that a change can speak of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Member {
    /// The whole name.
    Name,
    /// The first or the last name.
    NameParts,
    /// The sale's worth.
    Price,
    /// The pipeline.
    Pipeline,
    /// The stage.
    Status,
    /// Who is responsible.
    Responsible,
    /// A custom field.
    Field(FieldId),
    /// The tag of this name.
    Tag(String),
    /// What is to be done.
    Text,
    /// When it is due.
    CompleteTill,
    /// The type of task.
    TaskType,
    /// What a task belongs to.
    Owner,
    /// Whether it is done.
    Completed,
}

/// A member that is not as a change wants it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Which one.
    pub member: Member,
    /// As the change has it.
    pub wanted: String,
    /// As it is.
    pub now: String,
}

/// Where an entity stands between the two sides of an edit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stand {
    /// It has all that the edit writes.
    Changed,
    /// It has all that it had when the plan was made.
    Unchanged,
    /// Neither: somebody else has changed it.
    Other,
}

/// Where `found` stands. What reads back the same on both sides counts as changed.
#[must_use]
pub fn stand(edit: &Edit, found: &Found) -> Stand {
    if differences(&edit.to, found).is_empty() {
        Stand::Changed
    } else if differences(&edit.from, found).is_empty() {
        Stand::Unchanged
    } else {
        Stand::Other
    }
}

/// The members of `change` that `found` has otherwise; of another kind of entity it has none of them.
#[must_use]
pub fn differences(change: &Change, found: &Found) -> Vec<Difference> {
    let mut look = Look::default();
    match (change, found) {
        (Change::Lead(sent), Found::Lead(read)) => look.lead(sent, read),
        (Change::Contact(sent), Found::Contact(read)) => look.contact(sent, read),
        (Change::Company(sent), Found::Company(read)) => look.company(sent, read),
        (Change::Task(sent), Found::Task(read)) => look.task(sent, read),
        _ => look.differ(Member::Name, String::new(), String::new()),
    }
    look.0
}

#[derive(Default)]
struct Look(Vec<Difference>);

impl Look {
    fn differ(&mut self, member: Member, wanted: String, now: String) {
        self.0.push(Difference { member, wanted, now });
    }

    fn words(&mut self, member: Member, sent: Option<&String>, read: &str) {
        if let Some(sent) = sent.filter(|sent| !same_words(sent, read)) {
            self.differ(member, sent.clone(), read.to_owned());
        }
    }

    fn number<T: PartialEq + ToString>(&mut self, member: Member, sent: Option<&T>, read: &T) {
        if let Some(sent) = sent.filter(|sent| *sent != read) {
            self.differ(member, sent.to_string(), read.to_string());
        }
    }

    fn fields(&mut self, sent: &[FieldWrite], read: &[FieldValues]) {
        for field in sent {
            let compared = compare(field, read);
            if compared.misses || compared.exceeds {
                let wanted = field.values.iter().map(|value| shown(value.value.as_ref()));
                let found = read.iter().filter(|found| found.field_id == field.field_id);
                let now = found.flat_map(|found| &found.values).map(|value| shown(Some(&value.value)));
                self.differ(Member::Field(field.field_id), joined(wanted), joined(now));
            }
        }
    }

    fn tags(&mut self, put_on: &[Tag], taken_off: &[Tag], read: &[String]) {
        for (tag, wanted) in
            put_on.iter().map(|tag| (tag, true)).chain(taken_off.iter().map(|tag| (tag, false)))
        {
            if read.iter().any(|name| same_words(&tag.name, name)) != wanted {
                let shown = |is_on: bool| if is_on { tag.name.clone() } else { String::new() };
                self.differ(Member::Tag(tag.name.clone()), shown(wanted), shown(!wanted));
            }
        }
    }

    fn lead(&mut self, sent: &leads::Change, read: &leads::Lead) {
        self.words(Member::Name, sent.name.as_ref(), &read.name);
        self.number(Member::Price, sent.price.as_ref(), &read.price);
        self.number(Member::Pipeline, sent.pipeline_id.as_ref(), &read.pipeline_id);
        self.number(Member::Status, sent.status_id.as_ref(), &read.status_id);
        self.number(Member::Responsible, sent.responsible_user_id.as_ref(), &read.responsible_user_id);
        self.fields(&sent.custom_fields_values, &read.custom_fields_values);
        self.tags(&sent.tags_to_add, &sent.tags_to_delete, &read.tags);
    }

    fn contact(&mut self, sent: &contacts::Change, read: &contacts::Contact) {
        self.words(Member::Name, sent.name.as_ref(), &read.name);
        // A part that is not spoken of keeps what it was.
        let first = sent.first_name.as_deref().unwrap_or(&read.first_name);
        let last = sent.last_name.as_deref().unwrap_or(&read.last_name);
        if (sent.first_name.is_some() || sent.last_name.is_some()) && !same_parts([first, last], read) {
            let now = format!("{} {}", read.first_name, read.last_name);
            self.differ(Member::NameParts, format!("{first} {last}"), now);
        }
        self.number(Member::Responsible, sent.responsible_user_id.as_ref(), &read.responsible_user_id);
        self.fields(&sent.custom_fields_values, &read.custom_fields_values);
        self.tags(&sent.tags_to_add, &sent.tags_to_delete, &read.tags);
    }

    fn company(&mut self, sent: &companies::Change, read: &companies::Company) {
        self.words(Member::Name, sent.name.as_ref(), &read.name);
        self.number(Member::Responsible, sent.responsible_user_id.as_ref(), &read.responsible_user_id);
        self.fields(&sent.custom_fields_values, &read.custom_fields_values);
        self.tags(&sent.tags_to_add, &sent.tags_to_delete, &read.tags);
    }

    /// What came of a task is written beside its being done, and cannot be read.
    fn task(&mut self, sent: &tasks::Change, read: &tasks::Task) {
        self.words(Member::Text, sent.text.as_ref(), &read.text);
        self.number(Member::CompleteTill, sent.complete_till.as_ref(), &read.complete_till);
        self.number(Member::TaskType, sent.task_type_id.as_ref(), &read.task_type_id);
        self.number(Member::Owner, sent.entity_id.as_ref(), &read.entity_id.unwrap_or_default());
        let kind = read.entity_type.as_deref().unwrap_or_default();
        self.words(Member::Owner, sent.entity_type.as_ref(), kind);
        self.number(Member::Responsible, sent.responsible_user_id.as_ref(), &read.responsible_user_id);
        self.number(Member::Completed, sent.is_completed.as_ref(), &read.is_completed);
    }
}

fn shown(value: Option<&Json>) -> String {
    match value {
        Some(Json::String(text)) => text.clone(),
        None | Some(Json::Null) => String::new(),
        Some(other) => other.to_string(),
    }
}

fn joined(values: impl Iterator<Item = String>) -> String {
    values.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::api::value::{ReadValue, WriteValue};
    use crate::base::id::EntityId;

    /// `"Ann/1/a,b"` is a contact of that name, that value in its one field and those tags.
    fn parts(text: &str) -> (String, Option<Json>, Vec<String>) {
        let mut parts = text.split('/');
        let mut next = || parts.next().filter(|part| !part.is_empty()).map(str::to_owned);
        let (name, value, tags) = (next(), next(), next());
        let tags = tags.map(|tags| tags.split(',').map(str::to_owned).collect());
        (name.unwrap_or_default(), value.map(|value| json!(value)), tags.unwrap_or_default())
    }

    fn found(text: &str) -> Found {
        let (name, value, tags) = parts(text);
        let values = value.map(|value| vec![ReadValue { value, ..Default::default() }]);
        let field = |values| FieldValues { field_id: FieldId(1), values, ..Default::default() };
        let custom_fields_values = values.map(field).into_iter().collect();
        Found::Contact(contacts::Contact { name, custom_fields_values, tags, ..Default::default() })
    }

    /// The same with a `-` before tags that are to be off.
    fn change(text: &str) -> Change {
        let (name, value, tags) = parts(text);
        let values = value.into_iter().map(|value| WriteValue { value: Some(value), ..Default::default() });
        let tag = |name: &str| Tag { name: name.to_owned() };
        Change::Contact(contacts::Change {
            id: EntityId(5),
            name: Some(name),
            custom_fields_values: vec![FieldWrite { field_id: FieldId(1), values: values.collect() }],
            tags_to_add: tags.iter().filter(|name| !name.starts_with('-')).map(|name| tag(name)).collect(),
            tags_to_delete: tags.iter().filter_map(|name| name.strip_prefix('-')).map(tag).collect(),
            ..Default::default()
        })
    }

    #[track_caller]
    fn check(from: &str, to: &str, now: &str, expected: Stand) {
        let edit = Edit { to: change(to), from: change(from) };
        assert_eq!(stand(&edit, &found(now)), expected);
    }

    #[test]
    fn an_entity_stands_on_one_side_or_on_none() {
        check("A/1/-x", "B/2/x", "B/2/x", Stand::Changed);
        check("A/1/-x", "B/2/x", "A/1/", Stand::Unchanged);
        check("A/1/-x", "B/2/x", "B/2/x,y", Stand::Changed);
        check("A/1/-x", "B/2/x", "A/1/y", Stand::Unchanged);
        check("A/1/-x", "B/2/x", "B/2/", Stand::Other);
        check("A/1/-x", "B/2/x", "A/1/x", Stand::Other);
        check("A/1/-x", "B/2/x", "B/3/x", Stand::Other);
        check("A/1/-x", "B/2/x", "C/2/x", Stand::Other);
        check("A//", "A/2/", "A//", Stand::Unchanged);
        check("A/1/", "A//", "A//", Stand::Changed);
        check("A/1/", "A//", "A/2/", Stand::Other);
        check("A/1/", "A /1/", "A/1/", Stand::Changed);
    }

    #[test]
    fn says_which_members_differ() {
        let told = differences(&change("A/1/x,-y"), &found("B/2/y"));
        let told: Vec<_> =
            told.iter().map(|one| (&one.member, one.wanted.as_str(), one.now.as_str())).collect();
        let (x, y) = (Member::Tag("x".into()), Member::Tag("y".into()));
        let field = Member::Field(FieldId(1));
        assert_eq!(told, [(&Member::Name, "A", "B"), (&field, "1", "2"), (&x, "x", ""), (&y, "", "y")]);
    }
}
