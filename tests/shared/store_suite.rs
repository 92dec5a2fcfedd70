//! What every store of journals must do. The same suite runs over the one in memory and over the
//! browser's; it takes any empty store and awaits everything, so it needs no test framework.

use kommo_pace::base::http::Unsure;
use kommo_pace::base::id::EntityId;
use kommo_pace::transfer::journal::{BatchId, Entry, Refusal, RunId, fold};
use kommo_pace::transfer::store::Store;

/// Runs the whole suite; panics at the first difference.
pub(crate) async fn run<S: Store>(store: &S) {
    an_unknown_run_is_empty(store).await;
    entries_come_back_in_order(store).await;
    a_later_commit_is_appended(store).await;
    an_empty_commit_changes_nothing(store).await;
    runs_do_not_mix(store).await;
    a_long_journal_folds_to_the_same_state(store).await;
}

fn id(name: &str) -> RunId {
    RunId(name.to_owned())
}

/// Every kind of entry, with texts that a careless encoding would spoil.
fn every_entry() -> Vec<Entry> {
    let batch = BatchId(0);
    let item = Refusal::Item {
        code: "NotSupportedChoice".to_owned(),
        path: "custom_fields_values.0.values.1.value".to_owned(),
        detail: "«ñ» \"quoted\"\n\u{1f980}\0end".to_owned(),
    };
    vec![
        Entry::Started { watermark: EntityId(9_007_199_254_740_991), rows: 4, digest: (1 << 53) - 1 },
        Entry::Intent { batch, rows: vec![2, 3, 4, u32::MAX] },
        Entry::Stored { batch, ids: vec![(2, EntityId(71))] },
        Entry::Refused {
            batch,
            rows: vec![(3, item), (3, Refusal::Whole { status: 422, detail: String::new() })],
        },
        Entry::Unsure { batch, cause: Unsure::ServerError(502) },
        Entry::Undecided { batch, rows: vec![4] },
        Entry::NotApplied { batch },
        Entry::Intent { batch: BatchId(1), rows: vec![] },
        Entry::Ended,
    ]
}

async fn an_unknown_run_is_empty<S: Store>(store: &S) {
    assert_eq!(store.load(&id("nobody")).await, Ok(Vec::new()));
    assert_eq!(store.runs().await, Ok(Vec::new()));
}

async fn entries_come_back_in_order<S: Store>(store: &S) {
    store.commit(&id("b"), every_entry()).await.unwrap();
    assert_eq!(store.load(&id("b")).await, Ok(every_entry()));
}

async fn a_later_commit_is_appended<S: Store>(store: &S) {
    store.commit(&id("b"), vec![Entry::NotApplied { batch: BatchId(7) }]).await.unwrap();
    store.commit(&id("b"), vec![Entry::NotApplied { batch: BatchId(8) }, Entry::Ended]).await.unwrap();
    let mut expected = every_entry();
    expected.extend([7, 8].map(|batch| Entry::NotApplied { batch: BatchId(batch) }));
    expected.push(Entry::Ended);
    assert_eq!(store.load(&id("b")).await, Ok(expected));
}

async fn an_empty_commit_changes_nothing<S: Store>(store: &S) {
    store.commit(&id("empty"), Vec::new()).await.unwrap();
    assert_eq!(store.runs().await, Ok(vec![id("b")]));
}

async fn runs_do_not_mix<S: Store>(store: &S) {
    for run in ["a", "b2", "ü", "a/1"] {
        store.commit(&id(run), vec![Entry::Ended]).await.unwrap();
    }
    assert_eq!(store.load(&id("a")).await, Ok(vec![Entry::Ended]));
    assert_eq!(store.runs().await, Ok(["a", "a/1", "b", "b2", "ü"].map(id).to_vec()));
}

async fn a_long_journal_folds_to_the_same_state<S: Store>(store: &S) {
    let mut written = Vec::new();
    for batch in 0..300 {
        let rows: Vec<u32> = (batch * 5..batch * 5 + 5).collect();
        let ids = rows.iter().map(|row| (*row, EntityId(u64::from(*row) + 1_000))).collect();
        let batch = BatchId(batch);
        let entries = vec![Entry::Intent { batch, rows }, Entry::Stored { batch, ids }];
        store.commit(&id("long"), entries.clone()).await.unwrap();
        written.extend(entries);
    }
    let read = store.load(&id("long")).await.unwrap();
    assert_eq!(read.len(), written.len());
    assert_eq!(fold(&read), fold(&written));
}
