//! A change of one entity: the members that become other, and what they replace. Both sides have one
//! shape, so that an edit turned round takes itself back.

use serde::{Deserialize, Serialize};

use super::schema::Entity;
use crate::api::value::FieldWrite;
use crate::api::{Tag, companies, contacts, leads, tasks};
use crate::base::id::EntityId;

/// Members of an entity with values; members that are not set are not spoken of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// Of a lead.
    Lead(leads::Change),
    /// Of a contact.
    Contact(contacts::Change),
    /// Of a company.
    Company(companies::Change),
    /// Of a task.
    Task(tasks::Change),
}

impl Change {
    /// The kind of entity it is of.
    #[must_use]
    pub const fn entity(&self) -> Entity {
        match self {
            Self::Lead(_) => Entity::Leads,
            Self::Contact(_) => Entity::Contacts,
            Self::Company(_) => Entity::Companies,
            Self::Task(_) => Entity::Tasks,
        }
    }

    /// This change made after an earlier one of the same entity: where both speak of a member, this one's value
    /// stands.
    #[must_use]
    pub fn over(&self, earlier: &Self) -> Self {
        macro_rules! own {
            ($new:ident, $old:ident, $($member:ident),*) => {
                $($new.$member = $new.$member.or_else(|| $old.$member.clone());)*
            };
        }
        macro_rules! card {
            ($new:ident, $old:ident) => {
                let known: Vec<_> = $new.custom_fields_values.iter().map(|field| field.field_id).collect();
                let more = $old.custom_fields_values.iter().filter(|field| !known.contains(&field.field_id));
                $new.custom_fields_values.extend(more.cloned());
                let (on, off) = (&$new.tags_to_add, &$new.tags_to_delete);
                let beside = |tags: &[Tag]| -> Vec<Tag> {
                    let spoken = |tag: &&Tag| !on.contains(tag) && !off.contains(tag);
                    tags.iter().filter(spoken).cloned().collect()
                };
                let (more_on, more_off) = (beside(&$old.tags_to_add), beside(&$old.tags_to_delete));
                $new.tags_to_add.extend(more_on);
                $new.tags_to_delete.extend(more_off);
            };
        }
        match (self.clone(), earlier) {
            (Self::Lead(mut new), Self::Lead(old)) => {
                own!(new, old, name, price, pipeline_id, status_id, responsible_user_id);
                card!(new, old);
                Self::Lead(new)
            }
            (Self::Contact(mut new), Self::Contact(old)) => {
                own!(new, old, name, first_name, last_name, responsible_user_id);
                card!(new, old);
                Self::Contact(new)
            }
            (Self::Company(mut new), Self::Company(old)) => {
                own!(new, old, name, responsible_user_id);
                card!(new, old);
                Self::Company(new)
            }
            (Self::Task(mut new), Self::Task(old)) => {
                own!(new, old, text, complete_till, task_type_id, entity_id, entity_type);
                own!(new, old, responsible_user_id, is_completed, result);
                Self::Task(new)
            }
            (new, _) => new,
        }
    }

    /// Its custom fields.
    #[must_use]
    pub fn fields(&self) -> &[FieldWrite] {
        match self {
            Self::Lead(change) => &change.custom_fields_values,
            Self::Contact(change) => &change.custom_fields_values,
            Self::Company(change) => &change.custom_fields_values,
            Self::Task(_) => &[],
        }
    }

    /// Which one.
    #[must_use]
    pub const fn id(&self) -> EntityId {
        match self {
            Self::Lead(change) => change.id,
            Self::Contact(change) => change.id,
            Self::Company(change) => change.id,
            Self::Task(change) => change.id,
        }
    }
}

/// One entity to be changed. Only what differs is in it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Edit {
    /// What is written.
    pub to: Change,
    /// What the same members were when the plan was made: values that were empty are written here as what
    /// empties them, tags to be put on as tags to be taken off.
    pub from: Change,
}

impl Edit {
    /// This edit and a later one of the same entity as one.
    #[must_use]
    pub fn then(&self, later: &Self) -> Self {
        Self { to: later.to.over(&self.to), from: self.from.over(&later.from) }
    }

    /// The edit that takes this one back.
    #[must_use]
    pub fn inverse(&self) -> Self {
        Self { to: self.from.clone(), from: self.to.clone() }
    }
}
