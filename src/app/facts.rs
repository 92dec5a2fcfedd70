//! What is known of the account: read once when it is needed, page by page, and kept.

use std::collections::BTreeMap;

use super::desk::{self, Desk};
use super::trouble::{Remedy, Trouble};
use crate::api::account::{self, AccountInfo};
use crate::api::custom_fields::{self, Field, Owner};
use crate::api::pipelines::{self, Pipeline};
use crate::api::users::{self, User};
use crate::base::{Delivery, Moment};
use crate::traffic::{Lane, Order};
use crate::transfer::schema::{Entity, Schema};

/// Pages of one list at most; at 250 a page no account comes near it.
const PAGES_MAX: u32 = 40;

/// Which fact a request asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fact {
    Account,
    Users { page: u32 },
    Pipelines,
    Fields { owner: Owner, page: u32 },
}

/// Something that is read when it is needed.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum Load<T> {
    #[default]
    Idle,
    /// Under way, with what has come so far.
    Waiting(T),
    Ready(T),
    Failed(Trouble),
}

impl<T> Load<T> {
    pub(super) const fn ready(&self) -> Option<&T> {
        match self {
            Self::Ready(value) => Some(value),
            _ => None,
        }
    }

    const fn trouble(&self) -> Option<&Trouble> {
        match self {
            Self::Failed(trouble) => Some(trouble),
            _ => None,
        }
    }

    const fn is_wanted(&self) -> bool {
        matches!(self, Self::Idle | Self::Failed(_))
    }
}

/// All facts.
#[derive(Default)]
pub(super) struct Facts {
    account: Load<AccountInfo>,
    /// `None` inside means that this user may not list users.
    users: Load<Option<Vec<User>>>,
    pipelines: Load<Vec<Pipeline>>,
    fields: BTreeMap<Owner, Load<Vec<Field>>>,
}

impl Facts {
    pub(super) const fn account(&self) -> Option<&AccountInfo> {
        self.account.ready()
    }

    pub(super) fn pipelines(&self) -> Option<&[Pipeline]> {
        self.pipelines.ready().map(Vec::as_slice)
    }

    pub(super) fn users(&self) -> Option<&[User]> {
        self.users.ready().and_then(Option::as_deref)
    }

    /// Asks for everything that an import of this entity needs and that is not known or under way.
    pub(super) fn want<P: From<Fact>>(&mut self, now: Moment, desk: &mut Desk<P>, entity: Entity) {
        self.want_account(now, desk);
        self.want_users(now, desk);
        if entity == Entity::Leads {
            self.want_pipelines(now, desk);
        }
        if let Some(owner) = owner(entity)
            && self.fields.entry(owner).or_default().is_wanted()
        {
            self.fields.insert(owner, Load::Waiting(Vec::new()));
            self.ask(now, desk, Fact::Fields { owner, page: 1 });
        }
    }

    /// Asks for the account itself, unless it is known or under way.
    pub(super) fn want_account<P: From<Fact>>(&mut self, now: Moment, desk: &mut Desk<P>) {
        if self.account.is_wanted() {
            self.account = Load::Waiting(AccountInfo::default());
            self.ask(now, desk, Fact::Account);
        }
    }

    /// Takes the account for unknown: perhaps another user signs in next.
    pub(super) fn forget_account(&mut self) {
        self.account = Load::Idle;
    }

    /// The trouble with the account itself.
    pub(super) const fn account_trouble(&self) -> Option<&Trouble> {
        self.account.trouble()
    }

    /// Asks for the users, unless they are known or under way.
    pub(super) fn want_users<P: From<Fact>>(&mut self, now: Moment, desk: &mut Desk<P>) {
        if self.users.is_wanted() {
            self.users = Load::Waiting(Some(Vec::new()));
            self.ask(now, desk, Fact::Users { page: 1 });
        }
    }

    /// Asks for the pipelines, unless they are known or under way.
    pub(super) fn want_pipelines<P: From<Fact>>(&mut self, now: Moment, desk: &mut Desk<P>) {
        if self.pipelines.is_wanted() {
            self.pipelines = Load::Waiting(Vec::new());
            self.ask(now, desk, Fact::Pipelines);
        }
    }

    /// The schema for this entity, once all of it is known.
    pub(super) fn schema(&self, entity: Entity) -> Option<Schema> {
        Some(Schema {
            entity,
            account: self.account.ready()?.clone(),
            users: self.users.ready()?.clone(),
            pipelines: if entity == Entity::Leads { self.pipelines.ready()?.clone() } else { Vec::new() },
            fields: match owner(entity) {
                Some(owner) => self.fields.get(&owner)?.ready()?.clone(),
                None => Vec::new(),
            },
        })
    }

    /// The first trouble with what this entity needs.
    pub(super) fn trouble(&self, entity: Entity) -> Option<&Trouble> {
        let pipelines = if entity == Entity::Leads { self.pipelines.trouble() } else { None };
        let fields = owner(entity).and_then(|owner| self.fields.get(&owner)).and_then(Load::trouble);
        self.account.trouble().or(self.users.trouble()).or(pipelines).or(fields)
    }

    /// Takes in what became of a request.
    pub(super) fn deliver<P: From<Fact>>(
        &mut self,
        now: Moment,
        desk: &mut Desk<P>,
        fact: Fact,
        delivery: &Delivery,
    ) {
        let next = match fact {
            Fact::Account => {
                self.account = settled(desk::decode(&account::Get, delivery));
                None
            }
            Fact::Pipelines => {
                self.pipelines = settled(desk::decode(&pipelines::List, delivery));
                None
            }
            Fact::Users { page } => self.deliver_users(page, delivery),
            Fact::Fields { owner, page } => self.deliver_fields(owner, page, delivery),
        };
        if let Some(fact) = next {
            self.ask(now, desk, fact);
        }
    }

    fn deliver_users(&mut self, page: u32, delivery: &Delivery) -> Option<Fact> {
        let mut known = match std::mem::take(&mut self.users) {
            Load::Waiting(Some(known)) => known,
            _ => Vec::new(),
        };
        match desk::decode(&users::List { page, ..users::List::default() }, delivery) {
            Ok(got) => {
                let more =
                    got.has_next && got.items.len() >= crate::base::limits::PAGE_MAX && page < PAGES_MAX;
                known.extend(got.items);
                self.users = if more { Load::Waiting(Some(known)) } else { Load::Ready(Some(known)) };
                more.then_some(Fact::Users { page: page + 1 })
            }
            // Only administrators may list users; everybody may import.
            Err(trouble) if trouble.remedy == Remedy::AskAdministrator => {
                self.users = Load::Ready(None);
                None
            }
            Err(trouble) => {
                self.users = Load::Failed(trouble);
                None
            }
        }
    }

    fn deliver_fields(&mut self, owner: Owner, page: u32, delivery: &Delivery) -> Option<Fact> {
        let slot = self.fields.entry(owner).or_default();
        let mut known = match std::mem::take(slot) {
            Load::Waiting(known) => known,
            _ => Vec::new(),
        };
        match desk::decode(&custom_fields::List::new(owner, page), delivery) {
            Ok(got) => {
                // The documents contradict each other about the page's size, so its length proves
                // nothing here: an empty page ends the list.
                let more = got.has_next && !got.items.is_empty() && page < PAGES_MAX;
                known.extend(got.items);
                *slot = if more { Load::Waiting(known) } else { Load::Ready(known) };
                more.then_some(Fact::Fields { owner, page: page + 1 })
            }
            Err(trouble) => {
                *slot = Load::Failed(trouble);
                None
            }
        }
    }

    fn ask<P: From<Fact>>(&mut self, now: Moment, desk: &mut Desk<P>, fact: Fact) {
        let order = Order::new(Lane::Screen, "account facts");
        let asked = match fact {
            Fact::Account => desk.ask(now, order, &account::Get, fact.into()),
            Fact::Users { page } => {
                desk.ask(now, order, &users::List { page, ..users::List::default() }, fact.into())
            }
            Fact::Pipelines => desk.ask(now, order, &pipelines::List, fact.into()),
            Fact::Fields { owner, page } => {
                desk.ask(now, order, &custom_fields::List::new(owner, page), fact.into())
            }
        };
        // The pages asked for here are within every limit, so this does not happen; if it ever does,
        // the screen says it.
        if let Err(trouble) = asked {
            self.account = Load::Failed(trouble);
        }
    }
}

fn settled<T>(outcome: Result<T, Trouble>) -> Load<T> {
    match outcome {
        Ok(value) => Load::Ready(value),
        Err(trouble) => Load::Failed(trouble),
    }
}

const fn owner(entity: Entity) -> Option<Owner> {
    match entity {
        Entity::Leads => Some(Owner::Leads),
        Entity::Contacts => Some(Owner::Contacts),
        Entity::Companies => Some(Owner::Companies),
        Entity::Tasks => None,
    }
}
