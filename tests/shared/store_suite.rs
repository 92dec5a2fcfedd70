//! What every store of journals must do. The same suite runs over the one in memory and over the
//! browser's; it takes any empty store and awaits everything, so it needs no test framework.

use kommo_pace::api::contacts;
use kommo_pace::base::Timestamp;
use kommo_pace::base::http::Unsure;
use kommo_pace::base::id::{EntityId, UserId};
use kommo_pace::transfer::draft::Draft;
use kommo_pace::transfer::journal::{BatchId, Entry, Refusal, RunId, fold};
use kommo_pace::transfer::mapping::{Mapping, Target};
use kommo_pace::transfer::problem::{Reason, RowProblem};
use kommo_pace::transfer::record::{KeptRow, RunRecord, Stage};
use kommo_pace::transfer::scan::head::Owner;
use kommo_pace::transfer::schema::Entity;
use kommo_pace::transfer::store::{Store, StoreError, found};

/// Runs the whole suite; panics at the first difference.
pub(crate) async fn run<S: Store>(store: &S) {
    an_unknown_run_is_empty(store).await;
    nothing_is_written_of_a_run_without_a_record(store).await;
    for run in ["b", "empty", "a", "b2", "ü", "a/1", "long"] {
        store.keep(&record(run)).await.unwrap();
    }
    entries_come_back_in_order(store).await;
    a_later_commit_is_appended(store).await;
    an_empty_commit_changes_nothing(store).await;
    runs_do_not_mix(store).await;
    a_long_journal_folds_to_the_same_state(store).await;
    records_come_back(store).await;
    rows_come_back_by_slices(store).await;
    a_forgotten_run_leaves_nothing(store).await;
    runs_are_found_by_their_owner(store).await;
}

fn id(name: &str) -> RunId {
    RunId(name.to_owned())
}

/// What is known of a run, with texts that a careless encoding would spoil.
pub(crate) fn record(name: &str) -> RunRecord {
    RunRecord {
        id: id(name),
        owner: Owner { account: 31, user: UserId(7) },
        entity: Entity::Contacts,
        file: "«ñ» \"1\"\0.csv".to_owned(),
        started_at: Timestamp(1_790_000_000),
        rows: 3,
        digest: (1 << 53) - 1,
        slices: 2,
        header: vec!["Name".to_owned(), String::new()],
        mapping: Mapping { columns: vec![Some(Target::Name), None] },
        stage: Stage::Storing,
    }
}

fn rows(from: u32) -> Vec<KeptRow> {
    let name = "\u{1f980}\0end".to_owned();
    let draft = Draft::Contact(contacts::New { name: Some(name.clone()), ..contacts::New::default() });
    let problem = RowProblem { row: from + 1, column: None, value: String::new(), reason: Reason::Empty };
    vec![
        KeptRow { row: from, cells: vec![name, String::new()], work: Some(draft.into()), problems: vec![] },
        KeptRow { row: from + 1, cells: vec![], work: None, problems: vec![problem] },
    ]
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
    assert_eq!(store.rows(&id("nobody"), 0).await, Ok(Vec::new()));
    assert_eq!(store.records().await, Ok(Vec::new()));
}

/// A browser that clears its storage in the middle of an import must be noticed.
async fn nothing_is_written_of_a_run_without_a_record<S: Store>(store: &S) {
    let gone = Err(StoreError::Gone(id("nobody")));
    assert_eq!(store.commit(&id("nobody"), every_entry()).await, gone);
    assert_eq!(store.append(&id("nobody"), 0, &rows(2)).await, gone);
    an_unknown_run_is_empty(store).await;
}

async fn names<S: Store>(store: &S) -> Vec<RunId> {
    store.records().await.unwrap().into_iter().map(|record| record.id).collect()
}

async fn records_come_back<S: Store>(store: &S) {
    assert_eq!(names(store).await, ["a", "a/1", "b", "b2", "empty", "long", "ü"].map(id));
    let ready = RunRecord { stage: Stage::Ready, ..record("b") };
    store.keep(&ready).await.unwrap();
    let records = store.records().await.unwrap();
    assert_eq!(records.iter().find(|record| record.id == ready.id), Some(&ready));
    assert_eq!(records.iter().find(|record| record.id == id("a")), Some(&record("a")));
}

async fn rows_come_back_by_slices<S: Store>(store: &S) {
    for (run, slice, from) in [("a", 0, 2), ("a", 1, 4), ("a/1", 0, 6), ("a", 10, 8)] {
        store.append(&id(run), slice, &rows(from)).await.unwrap();
    }
    assert_eq!(store.rows(&id("a"), 0).await, Ok(rows(2)));
    assert_eq!(store.rows(&id("a"), 1).await, Ok(rows(4)));
    assert_eq!(store.rows(&id("a"), 10).await, Ok(rows(8)));
    assert_eq!(store.rows(&id("a/1"), 0).await, Ok(rows(6)));
    assert_eq!(store.rows(&id("a/1"), 1).await, Ok(Vec::new()));
}

async fn a_forgotten_run_leaves_nothing<S: Store>(store: &S) {
    store.forget(&id("a")).await.unwrap();
    assert_eq!(names(store).await, ["a/1", "b", "b2", "empty", "long", "ü"].map(id));
    store.keep(&record("a")).await.unwrap();
    assert_eq!(store.load(&id("a")).await, Ok(Vec::new()));
    assert_eq!(store.rows(&id("a"), 0).await, Ok(Vec::new()));
    assert_eq!(store.load(&id("a/1")).await, Ok(vec![Entry::Ended]));
    assert_eq!(store.rows(&id("a/1"), 0).await, Ok(rows(6)));
}

async fn runs_are_found_by_their_owner<S: Store>(store: &S) {
    let owner = Owner { account: 31, user: UserId(8) };
    let own = |name, stage| RunRecord { owner, stage, ..record(name) };
    for run in [own("storing", Stage::Storing), own("ready", Stage::Ready), own("just ended", Stage::Ready)] {
        store.keep(&run).await.unwrap();
    }
    let intent = Entry::Intent { batch: BatchId(0), rows: vec![2, 3, 4] };
    let stored = Entry::Stored { batch: BatchId(0), ids: vec![(2, EntityId(9))] };
    store.commit(&id("ready"), vec![intent, stored]).await.unwrap();
    store.commit(&id("just ended"), vec![Entry::Ended]).await.unwrap();
    let told = found(store, owner, Timestamp(1_790_000_000)).await.unwrap();
    let told: Vec<_> =
        told.iter().map(|run| (run.record.id.0.as_str(), run.record.stage, run.counts.stored)).collect();
    let expected =
        [("just ended", Stage::Ended, 0), ("ready", Stage::Ready, 1), ("storing", Stage::Storing, 0)];
    assert_eq!(told, expected);
    let later = Timestamp(1_790_000_000 + 31 * 86_400);
    assert_eq!(found(store, owner, later).await.unwrap().len(), 2);
    assert!(!names(store).await.contains(&id("just ended")), "its time is over");
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
    assert_eq!(store.load(&id("empty")).await, Ok(Vec::new()));
}

async fn runs_do_not_mix<S: Store>(store: &S) {
    for run in ["a", "b2", "ü", "a/1"] {
        store.commit(&id(run), vec![Entry::Ended]).await.unwrap();
    }
    assert_eq!(store.load(&id("a")).await, Ok(vec![Entry::Ended]));
    assert_eq!(store.load(&id("a/1")).await, Ok(vec![Entry::Ended]));
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
