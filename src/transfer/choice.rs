//! All targets of an entity, as a list to choose from. It holds no texts but the account's own.

use super::check::Form;
use super::mapping::Target;
use super::schema::Schema;
use crate::api::custom_fields::Field;

/// One target to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The target.
    pub target: Target,
    /// The heading under which it stands.
    pub group: Group,
    /// The field's name in the account; `None` for members of the entity itself.
    pub field_name: Option<String>,
    /// Whether Kommo demands it.
    pub is_required: bool,
    /// Whether several columns may go to it.
    pub takes_columns: bool,
}

/// The headings of the list, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Members of the entity itself.
    Main,
    /// Phones, e-mails and the like.
    Contact,
    /// The other custom fields of the account.
    Fields,
}

const OWN: [Target; 14] = [
    Target::Name,
    Target::FirstName,
    Target::LastName,
    Target::Price,
    Target::Pipeline,
    Target::Stage,
    Target::TaskText,
    Target::CompleteTill,
    Target::TaskType,
    Target::EntityType,
    Target::EntityId,
    Target::Responsible,
    Target::Tags,
    Target::Id,
];

/// The targets that columns of this account and entity can go to, in order of their groups.
#[must_use]
pub fn targets(schema: &Schema) -> Vec<Choice> {
    let is_possible = |target: &Target| {
        target.fits(schema.entity) && (*target != Target::Responsible || schema.users.is_some())
    };
    let choice = |target: Target, group: Group, field_name: Option<String>| Choice {
        is_required: target.is_required(),
        takes_columns: schema.takes_columns(&target),
        target,
        group,
        field_name,
    };
    let mut choices: Vec<Choice> =
        OWN.into_iter().filter(is_possible).map(|target| choice(target, Group::Main, None)).collect();
    let mut fields: Vec<&Field> = schema.fields.iter().collect();
    fields.sort_by_key(|field| field.sort);
    for field in fields {
        let Some(form) = Form::of(field) else { continue };
        let group = if form.takes_columns() { Group::Contact } else { Group::Fields };
        let kinds: Vec<Option<String>> = if form.takes_columns() && !field.enums.is_empty() {
            field.enums.iter().map(|option| Some(option.value.clone())).collect()
        } else {
            vec![None]
        };
        for kind in kinds {
            let target = Target::Field { id: field.id, kind };
            choices.push(choice(target, group, Some(field.name.clone())));
        }
    }
    choices.sort_by_key(|choice| choice.group);
    choices
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transfer::fixture;
    use crate::transfer::schema::Entity;

    fn listed(schema: &Schema) -> String {
        let show = |choice: Choice| {
            let name = match (choice.target, choice.field_name) {
                (Target::Field { kind: Some(kind), .. }, Some(name)) => format!("{name}:{kind}"),
                (_, Some(name)) => name,
                (own, None) => format!("{own:?}"),
            };
            let mark = if choice.is_required { "!" } else { "" };
            let many = if choice.takes_columns { "*" } else { "" };
            format!("{name}{mark}{many}")
        };
        targets(schema).into_iter().map(show).collect::<Vec<String>>().join(" ")
    }

    #[test]
    fn lists() {
        assert_eq!(
            listed(&fixture::schema(Entity::Tasks)),
            "TaskText! CompleteTill! TaskType EntityType EntityId Responsible Id"
        );
        assert_eq!(
            listed(&fixture::schema(Entity::Contacts)),
            "Name FirstName LastName Responsible Tags* Id \
             Phone:WORK* Phone:WORKDD* Phone:MOB* Phone:FAX* Phone:HOME* Phone:OTHER* \
             Email:WORK* Email:PRIV* Email:OTHER* \
             Position Size Channels Since Call at Budget Member Site Notes Place Birthday Colour"
        );
    }

    #[test]
    fn users_who_cannot_be_listed_cannot_be_chosen() {
        let schema = Schema { users: None, fields: Vec::new(), ..fixture::schema(Entity::Leads) };
        assert_eq!(listed(&schema), "Name Price Pipeline Stage Tags* Id");
    }

    #[test]
    fn fields_stand_in_their_order() {
        let mut schema = fixture::schema(Entity::Companies);
        schema.fields.retain(|field| matches!(field.id.0, 3 | 4));
        schema.fields[0].sort = 9;
        assert_eq!(listed(&schema), "Name Responsible Tags* Id Size Position");
    }
}
