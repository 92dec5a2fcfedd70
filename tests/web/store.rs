//! Journals in the browser's IndexedDB: the contract of every store, and what only a real database can
//! do wrong. Each test has a database of its own.

use std::future::IntoFuture as _;

use gloo_timers::future::TimeoutFuture;
use indexed_db_futures::Build;
use indexed_db_futures::database::Database;
use js_sys::{Function, Object, Reflect};
use kommo_pace::transfer::journal::{BatchId, Entry, RunId};
use kommo_pace::transfer::store::{Store as _, StoreError};
use kommo_pace::web::store::BrowserStore;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::mock::Replaced;
use crate::store_suite;

/// Long enough for a database to be deleted once nobody has it open.
const DELETE_MS: u32 = 5_000;

/// A name that no earlier test, and no earlier run in the same browser, has used.
fn fresh_name() -> String {
    format!("store-test-{}-{}", js_sys::Date::now(), js_sys::Math::random())
}

fn run() -> RunId {
    RunId("run".to_owned())
}

/// A store of this name with the record of a run in it.
async fn store_with(name: &str, runs: &[&str]) -> BrowserStore {
    let store = BrowserStore::new(name);
    for run in runs {
        store.keep(&store_suite::record(run)).await.unwrap();
    }
    store
}

fn entries(batches: std::ops::Range<u32>) -> Vec<Entry> {
    batches.map(|batch| Entry::NotApplied { batch: BatchId(batch) }).collect()
}

/// Replaces `IDBObjectStore.prototype.add`; the body has `add`, the original, and `count`, how many
/// times it was called before.
fn mock_add(body: &str) -> Replaced {
    let class = Reflect::get(&js_sys::global(), &"IDBObjectStore".into()).unwrap();
    let prototype = Reflect::get(&class, &"prototype".into()).unwrap();
    let make = format!("let calls = 0; return function (...args) {{ const count = calls++; {body} }};");
    let add = Reflect::get(&prototype, &"add".into()).unwrap();
    let mock = Function::new_with_args("add", &make).call1(&JsValue::NULL, &add).unwrap();
    Replaced::new(&prototype, "add", &mock)
}

#[wasm_bindgen_test]
async fn the_contract_is_kept() {
    store_suite::run(&BrowserStore::new(&fresh_name())).await;
}

#[wasm_bindgen_test]
async fn a_second_opening_finds_everything() {
    let name = fresh_name();
    store_with(&name, &["run"]).await.commit(&run(), entries(0..3)).await.unwrap();
    let again = BrowserStore::new(&name);
    assert_eq!(again.records().await, Ok(vec![store_suite::record("run")]));
    assert_eq!(again.load(&run()).await, Ok(entries(0..3)));
    again.commit(&run(), entries(3..5)).await.unwrap();
    assert_eq!(BrowserStore::new(&name).load(&run()).await, Ok(entries(0..5)));
}

#[wasm_bindgen_test]
async fn two_databases_do_not_mix() {
    let first = store_with(&fresh_name(), &["run"]).await;
    let second = BrowserStore::new(&fresh_name());
    first.commit(&run(), entries(0..1)).await.unwrap();
    assert_eq!(second.records().await, Ok(Vec::new()));
    second.keep(&store_suite::record("run")).await.unwrap();
    second.commit(&run(), entries(5..6)).await.unwrap();
    assert_eq!(first.load(&run()).await, Ok(entries(0..1)));
}

/// Two commits at the same time: each stays in one piece.
#[wasm_bindgen_test]
async fn commits_at_the_same_time_do_not_tear_each_other() {
    let store = store_with(&fresh_name(), &["run", "other"]).await;
    let other = RunId("other".to_owned());
    let name = run();
    let first = Box::pin(store.commit(&name, entries(0..50)));
    let second = Box::pin(store.commit(&other, entries(50..100)));
    assert_eq!(both(first, second).await, (Ok(()), Ok(())));
    assert_eq!(store.load(&run()).await, Ok(entries(0..50)));
    assert_eq!(store.load(&other).await, Ok(entries(50..100)));
}

/// Runs two futures to their ends, in turns.
async fn both<T: 'static, U: 'static>(
    mut first: impl Future<Output = T> + Unpin,
    mut second: impl Future<Output = U> + Unpin,
) -> (T, U) {
    use std::pin::Pin;
    use std::task::Poll;
    let (mut done_first, mut done_second) = (None, None);
    std::future::poll_fn(|context| {
        if done_first.is_none()
            && let Poll::Ready(output) = Pin::new(&mut first).poll(context)
        {
            done_first = Some(output);
        }
        if done_second.is_none()
            && let Poll::Ready(output) = Pin::new(&mut second).poll(context)
        {
            done_second = Some(output);
        }
        if done_first.is_some() && done_second.is_some() { Poll::Ready(()) } else { Poll::Pending }
    })
    .await;
    (done_first.unwrap(), done_second.unwrap())
}

/// A write that throws at once, in the middle of a commit.
#[wasm_bindgen_test]
async fn a_commit_that_throws_leaves_nothing() {
    let store = store_with(&fresh_name(), &["run"]).await;
    store.commit(&run(), entries(0..2)).await.unwrap();
    let full = "if (count === 2) throw new DOMException('no room', 'QuotaExceededError');";
    let mock = mock_add(&format!("{full} return add.apply(this, args);"));
    assert_eq!(store.commit(&run(), entries(2..6)).await, Err(StoreError::Full));
    drop(mock);
    assert_eq!(store.load(&run()).await, Ok(entries(0..2)));
    store.commit(&run(), entries(2..6)).await.unwrap();
    assert_eq!(store.load(&run()).await, Ok(entries(0..6)));
}

/// A write that fails later, as a full disk does: the key of the third is already taken.
#[wasm_bindgen_test]
async fn a_commit_that_fails_later_leaves_nothing() {
    let store = store_with(&fresh_name(), &["run"]).await;
    store.commit(&run(), entries(0..2)).await.unwrap();
    let mock = mock_add(
        "return count === 2 ? add.call(this, args[0], 'run\\u00000000000001') : add.apply(this, args);",
    );
    let refused = store.commit(&run(), entries(2..5)).await;
    assert!(matches!(refused, Err(StoreError::Failed(_))), "{refused:?}");
    drop(mock);
    assert_eq!(store.load(&run()).await, Ok(entries(0..2)));
}

/// The database is not kept open: a later version of the widget could not change it otherwise, nor
/// could the user have it deleted.
#[wasm_bindgen_test]
async fn the_database_is_not_kept_open() {
    let name = fresh_name();
    let store = store_with(&name, &["run"]).await;
    store.commit(&run(), entries(0..2)).await.unwrap();
    store.load(&run()).await.unwrap();
    let full = "throw new DOMException('no room', 'QuotaExceededError');";
    let mock = mock_add(full);
    store.commit(&run(), entries(2..3)).await.unwrap_err();
    drop(mock);
    let deleted = Box::pin(Database::delete_by_name(&name).unwrap().into_future());
    let late = TimeoutFuture::new(DELETE_MS);
    assert!(comes_first(deleted, late).await, "somebody still has the database open");
    assert_eq!(store.records().await, Ok(Vec::new()));
}

async fn comes_first<T>(
    mut first: impl Future<Output = T> + Unpin,
    mut second: impl Future<Output = ()> + Unpin,
) -> bool {
    use std::pin::Pin;
    std::future::poll_fn(|context| {
        if Pin::new(&mut first).poll(context).is_ready() {
            return std::task::Poll::Ready(true);
        }
        Pin::new(&mut second).poll(context).map(|()| false)
    })
    .await
}

/// A database of the first version, in which journals had no records.
#[wasm_bindgen_test]
async fn an_old_journal_makes_room() {
    let name = fresh_name();
    let old = Database::open(&name).with_version(1_u8).with_on_upgrade_needed(|_, database| {
        database.create_object_store("journal").with_auto_increment(true).build()?;
        Ok(())
    });
    old.await.unwrap().close();
    let store = store_with(&name, &["run"]).await;
    store.commit(&run(), entries(0..2)).await.unwrap();
    assert_eq!(store.load(&run()).await, Ok(entries(0..2)));
}

#[wasm_bindgen_test]
async fn a_browser_without_storage_says_so() {
    let window = web_sys::window().unwrap();
    let store = BrowserStore::new(&fresh_name());
    let none = Replaced::new(&window, "indexedDB", &JsValue::NULL);
    assert_eq!(store.commit(&run(), entries(0..1)).await, Err(StoreError::Unavailable));
    assert_eq!(store.keep(&store_suite::record("run")).await, Err(StoreError::Unavailable));
    drop(none);
    let refusing = Object::new();
    let open = Function::new_no_args("throw new DOMException('not here', 'SecurityError');");
    Reflect::set(&refusing, &"open".into(), open.unchecked_ref()).unwrap();
    let refused = Replaced::new(&window, "indexedDB", &refusing);
    assert_eq!(store.load(&run()).await, Err(StoreError::Unavailable));
    drop(refused);
    assert_eq!(store.load(&run()).await, Ok(Vec::new()));
}
