//! Everything the account holds, with the indexes that keep single steps cheap. It knows no requests.

use std::collections::{BTreeMap, BTreeSet};

use crate::companies::Company;
use crate::contacts::Contact;
use crate::field::Field;
use crate::leads::Lead;
use crate::links::Links;
use crate::pipelines::Pipeline;
use crate::tags::Tags;
use crate::tasks::Task;
use crate::users::{Group, User};

/// The kinds of entities, in Kommo's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Leads,
    Contacts,
    Companies,
    Tasks,
}

impl Kind {
    pub(crate) const ALL: [Self; 4] = [Self::Leads, Self::Contacts, Self::Companies, Self::Tasks];

    /// The word in paths and bodies.
    pub(crate) fn plural(self) -> &'static str {
        match self {
            Self::Leads => "leads",
            Self::Contacts => "contacts",
            Self::Companies => "companies",
            Self::Tasks => "tasks",
        }
    }

    pub(crate) fn parse(plural: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.plural() == plural)
    }
}

/// A reason for losing a lead.
#[derive(Debug, Clone)]
pub(crate) struct LossReason {
    pub(crate) id: u64,
    pub(crate) name: &'static str,
}

/// The account's data.
#[derive(Debug)]
pub(crate) struct Store {
    pub(crate) account_id: u64,
    pub(crate) subdomain: String,
    /// `https://demo.kommo.com`.
    pub(crate) base: String,
    pub(crate) created_at: i64,
    pub(crate) current_user_id: u64,
    pub(crate) users: Vec<User>,
    pub(crate) groups: Vec<Group>,
    pub(crate) pipelines: Vec<Pipeline>,
    pub(crate) loss_reasons: Vec<LossReason>,
    /// Fields of leads, contacts and companies.
    pub(crate) fields: BTreeMap<Kind, Vec<Field>>,
    pub(crate) tags: BTreeMap<Kind, Tags>,
    pub(crate) leads: BTreeMap<u64, Lead>,
    pub(crate) contacts: BTreeMap<u64, Contact>,
    pub(crate) companies: BTreeMap<u64, Company>,
    pub(crate) tasks: BTreeMap<u64, Task>,
    pub(crate) links: Links,
    /// Open tasks of an entity, by the time they are due.
    pub(crate) deadlines: BTreeMap<(Kind, u64), BTreeSet<(i64, u64)>>,
    pub(crate) next_id: u64,
}

impl Store {
    /// A fresh entity id; all kinds draw from one ascending sequence with gaps, as Kommo's do.
    pub(crate) fn draw_id(&mut self) -> u64 {
        let id = self.next_id;
        self.next_id += 2;
        id
    }

    pub(crate) fn fields(&self, kind: Kind) -> &[Field] {
        self.fields.get(&kind).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn is_active_user(&self, id: u64) -> bool {
        self.users.iter().any(|user| user.id == id && user.is_active)
    }

    /// True for an active user and for 0, the robot.
    pub(crate) fn is_author(&self, id: u64) -> bool {
        id == 0 || self.is_active_user(id)
    }

    /// The group of a user; 0 is the default group.
    pub(crate) fn group_of(&self, user_id: u64) -> u64 {
        self.users.iter().find(|user| user.id == user_id).map_or(0, |user| user.group_id)
    }

    pub(crate) fn has(&self, kind: Kind, id: u64) -> bool {
        match kind {
            Kind::Leads => self.leads.contains_key(&id),
            Kind::Contacts => self.contacts.contains_key(&id),
            Kind::Companies => self.companies.contains_key(&id),
            Kind::Tasks => self.tasks.contains_key(&id),
        }
    }

    pub(crate) fn count(&self, kind: Kind) -> usize {
        match kind {
            Kind::Leads => self.leads.len(),
            Kind::Contacts => self.contacts.len(),
            Kind::Companies => self.companies.len(),
            Kind::Tasks => self.tasks.len(),
        }
    }

    /// Edits an entity as a colleague of the signed-in user would; an unknown id changes nothing.
    pub(crate) fn touch(&mut self, kind: Kind, id: u64, now_s: i64) {
        let is_colleague = |user: &&User| user.is_active && user.id != self.current_user_id;
        let editor = self.users.iter().find(is_colleague).map_or(0, |user| user.id);
        let card = match kind {
            Kind::Leads => self.leads.get_mut(&id).map(|lead| &mut lead.card),
            Kind::Contacts => self.contacts.get_mut(&id).map(|contact| &mut contact.card),
            Kind::Companies => self.companies.get_mut(&id).map(|company| &mut company.card),
            Kind::Tasks => {
                if let Some(task) = self.tasks.get_mut(&id) {
                    task.touch(editor, now_s);
                }
                None
            }
        };
        if let Some(card) = card {
            card.touch(editor, now_s);
        }
    }

    /// When the next open task of an entity is due.
    pub(crate) fn closest_task_at(&self, kind: Kind, id: u64) -> Option<i64> {
        self.deadlines.get(&(kind, id))?.first().map(|&(at, _)| at)
    }
}
