//! The local copy in the browser's IndexedDB: the contract of every mirror, and what only a real database
//! can do wrong. Each test has a database of its own.

use indexed_db_futures::database::Database;
use js_sys::{Function, Reflect};
use kommo_pace::base::Timestamp;
use kommo_pace::base::id::{EntityId, UserId};
use kommo_pace::transfer::scan::Kept;
use kommo_pace::transfer::scan::bounds::Bounds;
use kommo_pace::transfer::scan::head::{Heads, Owner, Position, State};
use kommo_pace::transfer::scan::store::{Commit, Mirror as _, MirrorError};
use kommo_pace::transfer::schema::Entity;
use kommo_pace::web::mirror::BrowserMirror;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::mirror_suite;
use crate::mock::Replaced;

const OWNER: Owner = Owner { account: 1, user: UserId(2) };

/// A name that no earlier test, and no earlier run in the same browser, has used.
fn fresh_name() -> String {
    format!("mirror-test-{}-{}", js_sys::Date::now(), js_sys::Math::random())
}

fn mirror(name: &str) -> BrowserMirror {
    BrowserMirror::new(name, Bounds::default())
}

/// A page of a reading that stands after it.
fn page(ids: std::ops::Range<u64>) -> Commit {
    let kept = |id| Kept { id: EntityId(id), updated_at: Timestamp(5), text: format!("{{\"id\":{id}}}") };
    let position = Some(Position { covered: ids.end, ..Position::default() });
    Commit {
        list: Entity::Leads,
        span: Some((EntityId(ids.start), EntityId(ids.end - 1))),
        entities: ids.map(kept).collect(),
        state: State { position, ..State::default() },
    }
}

async fn covered(mirror: &BrowserMirror) -> u64 {
    let heads = mirror.claim(OWNER).await.unwrap();
    heads[&Entity::Leads].state.position.unwrap().covered
}

async fn count(mirror: &BrowserMirror) -> usize {
    mirror.slice(Entity::Leads, EntityId(0), 10_000).await.unwrap().len()
}

#[wasm_bindgen_test]
async fn the_contract_is_kept() {
    mirror_suite::run(&BrowserMirror::new(&fresh_name(), mirror_suite::BOUNDS)).await;
}

#[wasm_bindgen_test]
async fn a_second_opening_finds_everything() {
    let name = fresh_name();
    mirror(&name).claim(OWNER).await.unwrap();
    mirror(&name).commit(OWNER, &page(1..251)).await.unwrap();
    let again = mirror(&name);
    assert_eq!((covered(&again).await, count(&again).await), (251, 250));
}

/// A write that fails in the middle of a page: the copy and the position are both as before.
#[wasm_bindgen_test]
async fn a_commit_that_fails_leaves_copy_and_position_as_they_were() {
    let mirror = mirror(&fresh_name());
    mirror.claim(OWNER).await.unwrap();
    mirror.commit(OWNER, &page(1..11)).await.unwrap();
    let class = Reflect::get(&js_sys::global(), &"IDBObjectStore".into()).unwrap();
    let prototype = Reflect::get(&class, &"prototype".into()).unwrap();
    let put = Reflect::get(&prototype, &"put".into()).unwrap();
    let body = "let calls = 0; return function (...args) { if (calls++ === 3) { \
                throw new DOMException('no room', 'QuotaExceededError'); } return put.apply(this, args); };";
    let failing = Function::new_with_args("put", body).call1(&JsValue::NULL, &put).unwrap();
    let mock = Replaced::new(&prototype, "put", &failing);
    assert_eq!(mirror.commit(OWNER, &page(5..20)).await, Err(MirrorError::Full));
    drop(mock);
    assert_eq!((covered(&mirror).await, count(&mirror).await), (11, 10));
    mirror.commit(OWNER, &page(5..20)).await.unwrap();
    assert_eq!((covered(&mirror).await, count(&mirror).await), (20, 19));
}

#[wasm_bindgen_test]
async fn what_cannot_be_read_is_cleared_by_a_claim() {
    let name = fresh_name();
    let mirror = mirror(&name);
    mirror.claim(OWNER).await.unwrap();
    mirror.commit(OWNER, &page(1..11)).await.unwrap();
    {
        use indexed_db_futures::prelude::*;
        let database = Database::open(&name).await.unwrap();
        let writing = indexed_db_futures::transaction::TransactionMode::Readwrite;
        let transaction = database.transaction("facts").with_mode(writing).build().unwrap();
        transaction.object_store("facts").unwrap().put("{").with_key("leads").primitive().unwrap();
        transaction.commit().await.unwrap();
        database.close();
    }
    assert_eq!(mirror.commit(OWNER, &page(11..12)).await, Err(MirrorError::Unreadable));
    assert_eq!(mirror.claim(OWNER).await, Ok(Heads::new()));
    assert_eq!(count(&mirror).await, 0);
    mirror.commit(OWNER, &page(1..3)).await.unwrap();
}

#[wasm_bindgen_test]
async fn a_browser_without_storage_says_so() {
    let window = web_sys::window().unwrap();
    let mirror = mirror(&fresh_name());
    let none = Replaced::new(&window, "indexedDB", &JsValue::NULL);
    assert_eq!(mirror.claim(OWNER).await, Err(MirrorError::Unavailable));
    drop(none);
    assert_eq!(mirror.claim(OWNER).await, Ok(Heads::new()));
}
