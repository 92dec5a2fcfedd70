//! The local copy of the account's lists in the browser's IndexedDB, one database an account, apart from
//! the journals.
//!
//! A page and the position behind it are one transaction of strict durability. Within it nothing but the
//! database is awaited: the transaction would end by itself.

mod line;

use std::collections::BTreeMap;

use indexed_db_futures::KeyRange;
use indexed_db_futures::error::Error;
use indexed_db_futures::object_store::ObjectStore;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::{Transaction, TransactionMode};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::database::{Open, Refusal, durably};
use crate::base::id::EntityId;
use crate::transfer::scan::Kept;
use crate::transfer::scan::bounds::Bounds;
use crate::transfer::scan::change::Change;
use crate::transfer::scan::head::{Head, Heads, Owner};
use crate::transfer::scan::store::{Commit, Committed, Mirror, MirrorError};
use crate::transfer::schema::Entity;

/// The object store of what is no list: the owner, and each list's head under the list's word. Each list
/// has a store of its own by that word, its keys the entities' ids.
const FACTS: &str = "facts";

const OWNER: &str = "owner";

/// Raised with each change of the database's shape.
const VERSION: u8 = 1;

/// A mirror in IndexedDB.
#[derive(Clone, Debug)]
pub struct BrowserMirror {
    name: String,
    bounds: Bounds,
}

impl BrowserMirror {
    /// The mirror in the database of this name, which is made when it is first used.
    #[must_use]
    pub fn new(name: &str, bounds: Bounds) -> Self {
        Self { name: name.to_owned(), bounds }
    }

    async fn open(&self) -> Result<Open, MirrorError> {
        let database = Open::open(&self.name, VERSION, |database| {
            for store in stores() {
                database.create_object_store(store).build()?;
            }
            Ok(())
        });
        Ok(database.await?)
    }
}

impl Mirror for BrowserMirror {
    async fn owner(&self) -> Result<Option<Owner>, MirrorError> {
        let database = self.open().await?;
        let transaction = reading(&database)?;
        fact(&facts(&transaction)?, OWNER).await
    }

    async fn claim(&self, owner: Owner) -> Result<Heads, MirrorError> {
        let database = self.open().await?;
        let transaction = writing(&database)?;
        let facts = facts(&transaction)?;
        // What cannot be read is nobody's, and goes like another owner's.
        let known = fact(&facts, OWNER).await.unwrap_or(None);
        let found = heads(&facts).await;
        if let (true, Ok(heads)) = (known == Some(owner), found) {
            return Ok(heads);
        }
        for list in Entity::ALL {
            store(&transaction, list)?.clear().map_err(failure)?;
        }
        facts.clear().map_err(failure)?;
        set_fact(&facts, OWNER, &owner)?;
        transaction.commit().await.map_err(failure)?;
        Ok(Heads::new())
    }

    async fn commit(&self, owner: Owner, commit: &Commit) -> Result<Committed, MirrorError> {
        let database = self.open().await?;
        let transaction = writing(&database)?;
        let facts = facts(&transaction)?;
        if fact(&facts, OWNER).await? != Some(owner) {
            return Err(MirrorError::OtherOwner);
        }
        let heads = heads(&facts).await?;
        let kept = store(&transaction, commit.list)?;
        let old = before(&kept, commit).await?;
        let size = heads.get(&commit.list).map(|head| head.size).unwrap_or_default();
        let change = Change::new(commit, old, size);
        let forgotten = self.bounds.make_room(&heads, commit.list, change.size)?;
        // From here on nothing is awaited before the end.
        for id in &change.remove {
            kept.delete(key(*id)).primitive().map_err(failure)?;
        }
        for new in &change.put {
            kept.put(line::write(new)).with_key(key(new.id)).primitive().map_err(failure)?;
        }
        for list in &forgotten {
            forget(&transaction, &facts, *list)?;
        }
        let head = Head { size: change.size, state: commit.state.clone() };
        set_fact(&facts, commit.list.word(), &head)?;
        transaction.commit().await.map_err(failure)?;
        Ok(Committed { tally: change.tally, head, forgotten })
    }

    async fn get(&self, list: Entity, id: EntityId) -> Result<Option<Kept>, MirrorError> {
        let database = self.open().await?;
        let transaction = reading(&database)?;
        one(&store(&transaction, list)?, id).await
    }

    async fn slice(&self, list: Entity, above: EntityId, limit: usize) -> Result<Vec<Kept>, MirrorError> {
        // To the database, no limit at all is 0.
        let Some(limit) = std::num::NonZeroUsize::new(limit) else { return Ok(Vec::new()) };
        let limit = u32::try_from(limit.get()).unwrap_or(u32::MAX);
        let database = self.open().await?;
        let transaction = reading(&database)?;
        let kept = store(&transaction, list)?;
        let above = KeyRange::LowerBound(key(above), true);
        let lines = kept.get_all::<String>().with_query::<f64, _>(above).with_limit(limit);
        lines.primitive().map_err(failure)?.await.map_err(failure)?.map(read).collect()
    }

    async fn forget(&self, list: Entity) -> Result<(), MirrorError> {
        let database = self.open().await?;
        let transaction = writing(&database)?;
        forget(&transaction, &facts(&transaction)?, list)?;
        transaction.commit().await.map_err(failure)
    }

    async fn clear(&self) -> Result<(), MirrorError> {
        let database = self.open().await?;
        let transaction = writing(&database)?;
        for store in stores() {
            transaction.object_store(store).map_err(failure)?.clear().map_err(failure)?;
        }
        transaction.commit().await.map_err(failure)
    }
}

const fn stores() -> [&'static str; 5] {
    let [leads, contacts, companies, tasks] = Entity::ALL;
    [leads.word(), contacts.word(), companies.word(), tasks.word(), FACTS]
}

/// The id as a key: a number, as it is in JSON; Kommo's are far below 2^53.
#[expect(clippy::cast_precision_loss, reason = "ids are whole numbers that JSON can hold")]
const fn key(id: EntityId) -> f64 {
    id.0 as f64
}

fn store<'tx>(transaction: &'tx Transaction<'_>, list: Entity) -> Result<ObjectStore<'tx>, MirrorError> {
    transaction.object_store(list.word()).map_err(failure)
}

fn facts<'tx>(transaction: &'tx Transaction<'_>) -> Result<ObjectStore<'tx>, MirrorError> {
    transaction.object_store(FACTS).map_err(failure)
}

async fn fact<T: DeserializeOwned>(facts: &ObjectStore<'_>, name: &str) -> Result<Option<T>, MirrorError> {
    let text = facts.get::<String, _, _>(name).primitive().map_err(failure)?.await.map_err(failure)?;
    let fact = text.map(|text| serde_json::from_str(&text).map_err(|_| MirrorError::Unreadable));
    fact.transpose()
}

fn set_fact<T: Serialize>(facts: &ObjectStore<'_>, name: &str, fact: &T) -> Result<(), MirrorError> {
    let text = serde_json::to_string(fact).map_err(|error| MirrorError::Failed(error.to_string()))?;
    facts.put(text).with_key(name).primitive().map_err(failure)?;
    Ok(())
}

async fn heads(facts: &ObjectStore<'_>) -> Result<Heads, MirrorError> {
    let mut heads = Heads::new();
    for list in Entity::ALL {
        if let Some(head) = fact(facts, list.word()).await? {
            heads.insert(list, head);
        }
    }
    Ok(heads)
}

fn forget(transaction: &Transaction<'_>, facts: &ObjectStore<'_>, list: Entity) -> Result<(), MirrorError> {
    store(transaction, list)?.clear().map_err(failure)?;
    facts.delete(list.word()).primitive().map_err(failure)?;
    Ok(())
}

/// What the copy holds where the commit writes.
async fn before(kept: &ObjectStore<'_>, commit: &Commit) -> Result<BTreeMap<EntityId, Kept>, MirrorError> {
    let mut old = BTreeMap::new();
    match commit.span {
        Some((first, last)) if first <= last => {
            let span = KeyRange::Bound(key(first), false, key(last), false);
            let lines = kept.get_all::<String>().with_query::<f64, _>(span).primitive().map_err(failure)?;
            for line in lines.await.map_err(failure)? {
                let kept = read(line)?;
                old.insert(kept.id, kept);
            }
        }
        Some(_) => {}
        None => {
            for new in &commit.entities {
                old.extend(one(kept, new.id).await?.map(|kept| (kept.id, kept)));
            }
        }
    }
    Ok(old)
}

async fn one(kept: &ObjectStore<'_>, id: EntityId) -> Result<Option<Kept>, MirrorError> {
    let line = kept.get::<String, _, _>(key(id)).primitive().map_err(failure)?.await.map_err(failure)?;
    line.map(|line| line::parse(&line).ok_or(MirrorError::Unreadable)).transpose()
}

fn read(line: Result<String, Error>) -> Result<Kept, MirrorError> {
    line::parse(&line.map_err(failure)?).ok_or(MirrorError::Unreadable)
}

/// A transaction over everything, which writes.
fn writing(database: &Open) -> Result<Transaction<'_>, MirrorError> {
    let transaction = database.transaction(stores()).with_mode(TransactionMode::Readwrite);
    transaction.with_options(durably()).build().map_err(failure)
}

fn reading(database: &Open) -> Result<Transaction<'_>, MirrorError> {
    database.transaction(stores()).build().map_err(failure)
}

fn failure(error: impl Into<Error>) -> MirrorError {
    Refusal::of(error).into()
}

impl From<Refusal> for MirrorError {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Unavailable => Self::Unavailable,
            Refusal::Full => Self::Full,
            Refusal::Other(words) => Self::Failed(words),
        }
    }
}
