//! What an edit changes, as a reader sees it: field by field, the old values and the new ones.

use serde_json::Value as Json;

use super::edit::{Change, Edit};
use super::mapping::Target;
use super::schema::Schema;
use crate::api::Tag;
use crate::api::custom_fields::FieldKind;
use crate::api::value::{FieldWrite, WriteValue};
use crate::base::id::{PipelineId, StatusId, UserId};

/// One field that changes.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// The field.
    pub target: Target,
    /// What it was; empty if it was.
    pub old: Vec<Shown>,
    /// What it will be; empty if it is emptied.
    pub new: Vec<Shown>,
}

/// A value as it is shown.
#[derive(Clone, Debug, PartialEq)]
pub enum Shown {
    /// As it is.
    Text(String),
    /// Yes or no, in the user's language.
    Truth(bool),
    /// A moment, by the account's clock.
    Moment(i64),
    /// A day, by the account's calendar.
    Day(i64),
}

/// All differences of an edit.
#[must_use]
pub fn differences(edit: &Edit, schema: &Schema) -> Vec<Difference> {
    let names = Names(schema);
    let mut list = List::default();
    match (&edit.from, &edit.to) {
        (Change::Lead(from), Change::Lead(to)) => {
            list.own(Target::Name, from.name.as_ref().map(text), to.name.as_ref().map(text));
            let number = |price: i64| Shown::Text(price.to_string());
            list.own(Target::Price, from.price.map(number), to.price.map(number));
            if from.pipeline_id != to.pipeline_id && to.pipeline_id.is_some() {
                let name = |id| names.pipeline(id);
                list.own(Target::Pipeline, from.pipeline_id.map(name), to.pipeline_id.map(name));
            }
            let stage = |pipeline, id| names.stage(pipeline, id);
            let after = to.status_id.map(|id| stage(to.pipeline_id.or(from.pipeline_id), id));
            if after.is_some() && from.status_id != to.status_id {
                list.own(Target::Stage, from.status_id.map(|id| stage(from.pipeline_id, id)), after);
            }
            list.responsible(names, from.responsible_user_id, to.responsible_user_id);
            list.fields(names, &from.custom_fields_values, &to.custom_fields_values);
            list.tags(&to.tags_to_delete, &to.tags_to_add);
        }
        (Change::Contact(from), Change::Contact(to)) => {
            list.own(Target::Name, from.name.as_ref().map(text), to.name.as_ref().map(text));
            list.own(Target::FirstName, from.first_name.as_ref().map(text), to.first_name.as_ref().map(text));
            list.own(Target::LastName, from.last_name.as_ref().map(text), to.last_name.as_ref().map(text));
            list.responsible(names, from.responsible_user_id, to.responsible_user_id);
            list.fields(names, &from.custom_fields_values, &to.custom_fields_values);
            list.tags(&to.tags_to_delete, &to.tags_to_add);
        }
        (Change::Company(from), Change::Company(to)) => {
            list.own(Target::Name, from.name.as_ref().map(text), to.name.as_ref().map(text));
            list.responsible(names, from.responsible_user_id, to.responsible_user_id);
            list.fields(names, &from.custom_fields_values, &to.custom_fields_values);
            list.tags(&to.tags_to_delete, &to.tags_to_add);
        }
        (Change::Task(from), Change::Task(to)) => {
            list.own(Target::TaskText, from.text.as_ref().map(text), to.text.as_ref().map(text));
            let (before, after) = (from.complete_till, to.complete_till);
            list.own(Target::CompleteTill, before.map(Shown::Moment), after.map(Shown::Moment));
            let name = |id| names.task_type(id);
            list.own(Target::TaskType, from.task_type_id.map(name), to.task_type_id.map(name));
            let id = |id: crate::base::id::EntityId| Shown::Text(id.to_string());
            list.own(Target::EntityId, from.entity_id.map(id), to.entity_id.map(id));
            let (before, after) = (from.entity_type.as_ref(), to.entity_type.as_ref());
            if before != after {
                list.own(Target::EntityType, before.map(text), after.map(text));
            }
            list.responsible(names, from.responsible_user_id, to.responsible_user_id);
        }
        _ => {}
    }
    list.0
}

#[derive(Default)]
struct List(Vec<Difference>);

impl List {
    fn own(&mut self, target: Target, old: Option<Shown>, new: Option<Shown>) {
        if old.is_some() || new.is_some() {
            self.push(target, old.into_iter().collect(), new.into_iter().collect());
        }
    }

    fn responsible(&mut self, names: Names<'_>, old: Option<UserId>, new: Option<UserId>) {
        self.own(Target::Responsible, old.map(|id| names.user(id)), new.map(|id| names.user(id)));
    }

    fn fields(&mut self, names: Names<'_>, from: &[FieldWrite], to: &[FieldWrite]) {
        for (old, new) in from.iter().zip(to) {
            let shown =
                |write: &FieldWrite| write.values.iter().map(|value| names.value(write, value)).collect();
            self.push(Target::Field { id: new.field_id, kind: None }, shown(old), shown(new));
        }
    }

    /// Tags that neither come nor go are not spoken of.
    fn tags(&mut self, gone: &[Tag], come: &[Tag]) {
        if !gone.is_empty() || !come.is_empty() {
            let names = |tags: &[Tag]| tags.iter().map(|tag| Shown::Text(tag.name.clone())).collect();
            self.push(Target::Tags, names(gone), names(come));
        }
    }

    fn push(&mut self, target: Target, old: Vec<Shown>, new: Vec<Shown>) {
        let old = old.into_iter().filter(|shown| *shown != Shown::Text(String::new())).collect();
        self.0.push(Difference { target, old, new });
    }
}

/// What the account calls things; an id stands for what it does not know.
#[derive(Clone, Copy)]
struct Names<'a>(&'a Schema);

impl Names<'_> {
    fn user(self, id: UserId) -> Shown {
        let user = self.0.users.iter().flatten().find(|user| user.id == id);
        Shown::Text(user.map_or_else(|| id.to_string(), |user| user.name.clone()))
    }

    fn pipeline(self, id: PipelineId) -> Shown {
        let known = self.0.pipelines.iter().find(|pipeline| pipeline.id == id);
        Shown::Text(known.map_or_else(|| id.to_string(), |pipeline| pipeline.name.clone()))
    }

    fn stage(self, pipeline: Option<PipelineId>, id: StatusId) -> Shown {
        let pipeline = self.0.pipelines.iter().find(|known| Some(known.id) == pipeline);
        let status = pipeline.and_then(|pipeline| pipeline.statuses.iter().find(|status| status.id == id));
        Shown::Text(status.map_or_else(|| id.to_string(), |status| status.name.clone()))
    }

    fn task_type(self, id: crate::base::id::TaskTypeId) -> Shown {
        let known = self.0.account.task_types.iter().find(|kind| kind.id == id);
        Shown::Text(known.map_or_else(|| id.to_string(), |kind| kind.name.clone()))
    }

    fn value(self, write: &FieldWrite, value: &WriteValue) -> Shown {
        let field = self.0.field(write.field_id);
        let options = field.into_iter().flat_map(|field| &field.enums);
        if let (None, Some(id)) = (&value.value, value.enum_id) {
            let option = options.into_iter().find(|option| option.id == id);
            return Shown::Text(option.map_or_else(|| id.to_string(), |option| option.value.clone()));
        }
        let unix = value.value.as_ref().and_then(Json::as_i64);
        match (field.map(|field| &field.kind), &value.value, unix) {
            (Some(FieldKind::Date | FieldKind::Birthday), _, Some(unix)) => Shown::Day(unix),
            (Some(FieldKind::DateTime), _, Some(unix)) => Shown::Moment(unix),
            (_, Some(Json::Bool(truth)), _) => Shown::Truth(*truth),
            (_, Some(Json::String(text)), _) => Shown::Text(text.clone()),
            (_, Some(other), _) => Shown::Text(other.to_string()),
            (_, None, _) => Shown::Text(String::new()),
        }
    }
}

fn text(text: impl AsRef<str>) -> Shown {
    Shown::Text(text.as_ref().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::{contacts, leads};
    use crate::base::id::{EnumId, FieldId};
    use crate::transfer::fixture;
    use crate::transfer::schema::Entity;

    fn shown(texts: &[&str]) -> Vec<Shown> {
        texts.iter().map(|text| Shown::Text((*text).to_owned())).collect()
    }

    #[test]
    fn things_have_their_names() {
        let lead = |pipeline, status, user| leads::Change {
            pipeline_id: Some(PipelineId(pipeline)),
            status_id: Some(StatusId(status)),
            responsible_user_id: Some(UserId(user)),
            ..Default::default()
        };
        let edit = Edit { to: Change::Lead(lead(2, 21, 9)), from: Change::Lead(lead(1, 10, 1)) };
        let expected = [
            Difference { target: Target::Pipeline, old: shown(&["Sales"]), new: shown(&["Service"]) },
            Difference { target: Target::Stage, old: shown(&["New"]), new: shown(&["Repair"]) },
            Difference { target: Target::Responsible, old: shown(&["Ann Smith"]), new: shown(&["9"]) },
        ];
        assert_eq!(differences(&edit, &fixture::schema(Entity::Leads)), expected);
    }

    #[test]
    fn fields_and_tags() {
        let tags = |name: &str| vec![Tag { name: name.to_owned() }];
        let side = |values: Vec<WriteValue>, add: Vec<Tag>, delete: Vec<Tag>| contacts::Change {
            custom_fields_values: vec![FieldWrite { field_id: FieldId(4), values }],
            tags_to_add: add,
            tags_to_delete: delete,
            ..Default::default()
        };
        let option = |id| vec![WriteValue { enum_id: Some(EnumId(id)), ..Default::default() }];
        let edit = Edit {
            to: Change::Contact(side(option(41), tags("new"), tags("old"))),
            from: Change::Contact(side(Vec::new(), tags("old"), tags("new"))),
        };
        let chosen = Target::Field { id: FieldId(4), kind: None };
        let expected = [
            Difference { target: chosen, old: Vec::new(), new: shown(&["Medium"]) },
            Difference { target: Target::Tags, old: shown(&["old"]), new: shown(&["new"]) },
        ];
        assert_eq!(differences(&edit, &fixture::schema(Entity::Contacts)), expected);
    }
}
