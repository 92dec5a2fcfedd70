//! The four kinds of entity, member by member.

use super::{Context, member, words};
use crate::api::{companies, contacts, leads, tasks};
use crate::transfer::lookup::value::same_words;
use crate::transfer::mapping::Target;

/// What leads, contacts and companies have in common: name, responsible user, custom fields and tags.
macro_rules! card {
    ($context:ident, $new:ident, $read:ident, $to:ident, $from:ident) => {
        words($new.name.as_ref(), &$read.name, &mut $to.name, &mut $from.name);
        let responsible = $new.responsible_user_id.as_ref();
        let (after, before) = (&mut $to.responsible_user_id, &mut $from.responsible_user_id);
        member(responsible, &$read.responsible_user_id, after, before);
        ($to.custom_fields_values, $from.custom_fields_values) =
            $context.fields(&$new.custom_fields_values, &$read.custom_fields_values);
        let tags = $context.tags(&$new.tags_to_add, &$read.tags);
        ($from.tags_to_add, $from.tags_to_delete) = (tags.delete.clone(), tags.add.clone());
        ($to.tags_to_add, $to.tags_to_delete) = (tags.add, tags.delete);
    };
}

impl Context<'_> {
    pub(super) fn lead(&self, new: &leads::New, read: &leads::Lead) -> (leads::Change, leads::Change) {
        let mut to = leads::Change { id: read.id, ..Default::default() };
        let mut from = to.clone();
        card!(self, new, read, to, from);
        let emptied = self.clears() && self.said.empty.contains(&Target::Price);
        let price = new.price.or_else(|| emptied.then_some(0));
        member(price.as_ref(), &read.price, &mut to.price, &mut from.price);
        let moves = new.pipeline_id.is_some_and(|id| id != read.pipeline_id)
            || new.status_id.is_some_and(|id| id != read.status_id);
        if moves {
            // A stage is told with its pipeline, and a pipeline alone moves the lead to its first stage: the
            // way back has to name both.
            (to.pipeline_id, to.status_id) = (new.pipeline_id, new.status_id);
            (from.pipeline_id, from.status_id) = (Some(read.pipeline_id), Some(read.status_id));
        }
        (to, from)
    }

    pub(super) fn contact(
        &self,
        new: &contacts::New,
        read: &contacts::Contact,
    ) -> (contacts::Change, contacts::Change) {
        let mut to = contacts::Change { id: read.id, ..Default::default() };
        let mut from = to.clone();
        card!(self, new, read, to, from);
        // Where Kommo holds the name in one piece, its parts say nothing new.
        let part = |part: &Option<String>| part.clone().unwrap_or_default();
        let whole = format!("{} {}", part(&new.first_name), part(&new.last_name));
        if !same_words(&whole, &read.name) {
            words(new.first_name.as_ref(), &read.first_name, &mut to.first_name, &mut from.first_name);
            words(new.last_name.as_ref(), &read.last_name, &mut to.last_name, &mut from.last_name);
        }
        (to, from)
    }

    pub(super) fn company(
        &self,
        new: &companies::New,
        read: &companies::Company,
    ) -> (companies::Change, companies::Change) {
        let mut to = companies::Change { id: read.id, ..Default::default() };
        let mut from = to.clone();
        card!(self, new, read, to, from);
        (to, from)
    }
}

pub(super) fn task(new: &tasks::New, read: &tasks::Task) -> (tasks::Change, tasks::Change) {
    let mut to = tasks::Change { id: read.id, ..Default::default() };
    let mut from = to.clone();
    words(Some(&new.text), &read.text, &mut to.text, &mut from.text);
    let (after, before) = (&mut to.complete_till, &mut from.complete_till);
    member(Some(&new.complete_till), &read.complete_till, after, before);
    member(new.task_type_id.as_ref(), &read.task_type_id, &mut to.task_type_id, &mut from.task_type_id);
    let is_elsewhere = (new.entity_id, &new.entity_type) != (read.entity_id, &read.entity_type);
    if new.entity_id.is_some() && is_elsewhere {
        (to.entity_id, to.entity_type) = (new.entity_id, new.entity_type.clone());
        (from.entity_id, from.entity_type) = (read.entity_id, read.entity_type.clone());
    }
    let responsible = new.responsible_user_id.as_ref();
    let (after, before) = (&mut to.responsible_user_id, &mut from.responsible_user_id);
    member(responsible, &read.responsible_user_id, after, before);
    (to, from)
}
