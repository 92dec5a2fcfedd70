//! What a cell may say, where the account has a short list of it.

use std::collections::BTreeSet;

use super::check::Form;
use super::mapping::Target;
use super::schema::{Entity, Schema};

/// Entries of a list that one still chooses from; above, writing is quicker.
const LIST_MAX: usize = 40;

/// All that a cell of this target may say; `None` if that is no short list.
#[must_use]
pub fn allowed(schema: &Schema, target: &Target) -> Option<Vec<String>> {
    let list: Vec<String> = match target {
        Target::Field { id, .. } => {
            let field = schema.field(*id).filter(|field| Form::of(field) == Some(Form::OneOption))?;
            field.enums.iter().map(|option| option.value.clone()).collect()
        }
        Target::Responsible => users(schema),
        Target::Pipeline => schema.pipelines.iter().map(|pipeline| pipeline.name.clone()).collect(),
        Target::Stage => {
            let statuses = schema.pipelines.iter().flat_map(|pipeline| &pipeline.statuses);
            once(statuses.map(|status| status.name.clone()))
        }
        Target::TaskType => schema.account.task_types.iter().map(|kind| kind.name.clone()).collect(),
        Target::EntityType => {
            [Entity::Leads, Entity::Contacts, Entity::Companies].map(|kind| kind.word().to_owned()).to_vec()
        }
        _ => return None,
    };
    (1..=LIST_MAX).contains(&list.len()).then_some(list)
}

/// The active users by name; by e-mail where several have the same.
fn users(schema: &Schema) -> Vec<String> {
    let active = || schema.users.iter().flatten().filter(|user| user.is_active);
    let is_only = |name: &str| active().filter(|other| other.name == name).count() == 1;
    active().map(|user| if is_only(&user.name) { user.name.clone() } else { user.email.clone() }).collect()
}

/// Each of them once, in the order in which they first come.
fn once(names: impl Iterator<Item = String>) -> Vec<String> {
    let mut known = BTreeSet::new();
    names.filter(|name| known.insert(name.clone())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::id::FieldId;
    use crate::transfer::fixture;

    #[track_caller]
    fn check(entity: Entity, target: &Target, expected: Option<&[&str]>) {
        let list = allowed(&fixture::schema(entity), target);
        assert_eq!(list, expected.map(|list| list.iter().map(|word| (*word).to_owned()).collect()));
    }

    #[test]
    fn lists() {
        let field = |id| Target::Field { id: FieldId(id), kind: None };
        check(Entity::Leads, &field(4), Some(&["Small", "Medium", "Large", "Sí", "Si"]));
        check(Entity::Leads, &field(15), Some(&["Red", "Blue"]));
        check(Entity::Leads, &field(5), None);
        check(Entity::Leads, &field(8), None);
        check(Entity::Leads, &Target::Name, None);
        check(Entity::Leads, &Target::Pipeline, Some(&["Sales", "Service"]));
        let stages = ["New", "Offer", "Closed - won", "Closed - lost", "Repair"];
        check(Entity::Leads, &Target::Stage, Some(&stages));
        check(
            Entity::Leads,
            &Target::Responsible,
            Some(&["Ann Smith", "bob@example.com", "bob2@example.com"]),
        );
        check(Entity::Tasks, &Target::TaskType, Some(&["Follow-up", "Meeting"]));
        check(Entity::Tasks, &Target::EntityType, Some(&["leads", "contacts", "companies"]));
    }

    #[test]
    fn long_lists_are_none() {
        let mut schema = fixture::schema(Entity::Leads);
        schema.pipelines = vec![schema.pipelines[0].clone(); LIST_MAX + 1];
        assert_eq!(allowed(&schema, &Target::Pipeline), None);
    }
}
