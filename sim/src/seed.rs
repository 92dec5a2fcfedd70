//! The data that an account starts with: the same for the same seed and time, and believable to look at.

mod address_book;
mod fields;
mod filler;
mod history;
mod people;
mod pipelines;
mod sales;
mod words;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::calendar::DAY_S;
use crate::links::Links;
use crate::options::Options;
use crate::splitmix::SplitMix64;
use crate::store::{Kind, LossReason, Store};
use crate::tags::Tags;
use crate::users::{Group, User};

/// How many entities an account starts with, beside its users, pipelines and fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(crate) struct Amount {
    pub(crate) leads: u64,
    pub(crate) contacts: u64,
    pub(crate) companies: u64,
    pub(crate) tasks: u64,
}

impl Amount {
    pub(crate) const EMPTY: Self = Self { leads: 0, contacts: 0, companies: 0, tasks: 0 };
    /// What an account of a small firm holds.
    pub(crate) const BELIEVABLE: Self = Self { leads: 300, contacts: 400, companies: 80, tasks: 60 };
    /// The most of any kind.
    pub(crate) const LARGEST: u64 = 100_000;

    /// That of the kind with the most entities.
    pub(crate) fn largest(self) -> u64 {
        Kind::ALL.into_iter().map(|kind| self.of(kind)).max().unwrap_or(0)
    }

    fn of(self, kind: Kind) -> u64 {
        match kind {
            Kind::Leads => self.leads,
            Kind::Contacts => self.contacts,
            Kind::Companies => self.companies,
            Kind::Tasks => self.tasks,
        }
    }
}

/// Where the ids of an account begin; they differ from seed to seed, so that nobody learns them by heart.
#[derive(Debug, Clone, Copy)]
struct FirstIds {
    entity: u64,
    field: u64,
    choice: u64,
    tag: u64,
    pipeline: u64,
    status: u64,
}

/// The data of a fresh account.
pub(crate) fn store(options: &Options, amount: Amount) -> Store {
    let mut chance = SplitMix64::new(options.seed ^ 0x5EED);
    let first = FirstIds {
        entity: 20_000_000 + chance.below(900_000),
        field: 1_000_000 + chance.below(400_000),
        choice: 700_000 + chance.below(200_000),
        tag: 40_000 + chance.below(20_000),
        pipeline: 9_000_000 + chance.below(500_000),
        status: 72_000_000 + chance.below(900_000),
    };
    let now_s = i64::try_from(options.now_ms / 1_000).unwrap_or(0);
    let tags = [Kind::Leads, Kind::Contacts, Kind::Companies]
        .into_iter()
        .zip([0, 2_000, 4_000])
        .map(|(kind, offset)| (kind, Tags::new(first.tag + offset)))
        .collect();
    let mut store = Store {
        account_id: 32_600_000 + options.seed % 90_000,
        subdomain: options.subdomain.clone(),
        base: format!("https://{}.kommo.com", options.subdomain),
        created_at: now_s - 400 * DAY_S,
        current_user_id: ADMIN,
        users: users(),
        groups: vec![Group { id: 0, name: "Sales" }, Group { id: SUPPORT, name: "Support" }],
        pipelines: pipelines::pipelines(first.pipeline, first.status),
        loss_reasons: loss_reasons(),
        fields: fields::fields(first.field, first.choice),
        tags,
        leads: BTreeMap::new(),
        contacts: BTreeMap::new(),
        companies: BTreeMap::new(),
        tasks: BTreeMap::new(),
        links: Links::default(),
        deadlines: BTreeMap::new(),
        next_id: first.entity,
    };
    if amount != Amount::EMPTY {
        history::fill(&mut store, amount, &mut chance, now_s);
    }
    store
}

const ADMIN: u64 = 11_400_507;
const SUPPORT: u64 = 518_204;
/// Left the company: reading still shows the id, writing it fails.
const DEACTIVATED: u64 = 11_400_531;

fn users() -> Vec<User> {
    let user = |id, name, email, group_id| User {
        id,
        name,
        email,
        group_id,
        is_admin: id == ADMIN,
        is_active: id != DEACTIVATED,
    };
    vec![
        user(ADMIN, "Olivia Bennett", "olivia@harborpine.example", 0),
        user(11_400_511, "Mateo Fernández", "mateo@harborpine.example", 0),
        user(11_400_519, "Aiko Tanaka", "aiko@harborpine.example", 0),
        user(11_400_523, "Jonas Weber", "jonas@harborpine.example", SUPPORT),
        user(DEACTIVATED, "Priya Nair", "priya@harborpine.example", SUPPORT),
    ]
}

fn loss_reasons() -> Vec<LossReason> {
    let names = ["Too expensive", "No longer interested", "Chose a competitor", "No answer"];
    (4_203_711..).step_by(6).zip(names).map(|(id, name)| LossReason { id, name }).collect()
}
