//! Any journal has a state that fits together.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{Counts, RowState, RunState};
use crate::base::http::Unsure;
use crate::base::id::EntityId;
use crate::transfer::journal::{BatchId, Entry, Refusal, fold};

fn batch() -> impl Strategy<Value = BatchId> {
    (0_u32..4).prop_map(BatchId)
}

fn row() -> impl Strategy<Value = u32> {
    2_u32..12
}

fn entry() -> impl Strategy<Value = Entry> {
    let refusal = Refusal::Whole { status: 400, detail: String::new() };
    prop_oneof![
        (0_u64..90).prop_map(|id| Entry::Started { watermark: EntityId(id), rows: 10, digest: 1 }),
        (batch(), prop::collection::vec(row(), 0..5)).prop_map(|(batch, rows)| Entry::Intent { batch, rows }),
        (batch(), prop::collection::vec((row(), (50_u64..200).prop_map(EntityId)), 0..5))
            .prop_map(|(batch, ids)| Entry::Stored { batch, ids }),
        (batch(), prop::collection::vec((row(), Just(refusal)), 0..3))
            .prop_map(|(batch, rows)| Entry::Refused { batch, rows }),
        batch().prop_map(|batch| Entry::NotApplied { batch }),
        batch().prop_map(|batch| Entry::Unsure { batch, cause: Unsure::AnswerLost }),
        (batch(), prop::collection::vec(row(), 0..3))
            .prop_map(|(batch, rows)| Entry::Undecided { batch, rows }),
        Just(Entry::Ended),
    ]
}

/// The counts and open batches that the rows alone tell.
fn recount(state: &RunState) -> (Counts, BTreeMap<BatchId, Vec<u32>>) {
    let mut counts = Counts::default();
    let mut open: BTreeMap<BatchId, Vec<u32>> = BTreeMap::new();
    for (row, state) in state.rows() {
        match state {
            RowState::Sent(batch) => {
                counts.sent += 1;
                open.entry(*batch).or_default().push(row);
            }
            RowState::Stored(_) => counts.stored += 1,
            RowState::Refused(_) => counts.refused += 1,
            RowState::Undecided => counts.undecided += 1,
        }
    }
    (counts, open)
}

proptest! {
    #[test]
    fn a_state_fits_together(entries in prop::collection::vec(entry(), 0..40)) {
        let mut state = RunState::default();
        for entry in &entries {
            let before = state.clone();
            state.apply(entry);
            let (counts, open) = recount(&state);
            prop_assert_eq!(state.counts(), counts);
            let told: BTreeMap<_, Vec<_>> =
                state.open().iter().map(|(batch, open)| (*batch, open.rows.iter().copied().collect())).collect();
            prop_assert_eq!(told, open);
            for (row, kept) in before.rows().filter(|(_, state)| matches!(state, RowState::Stored(_))) {
                prop_assert_eq!(state.row(row), Some(kept), "what is stored stays stored");
            }
            prop_assert!(state.watermark() >= before.watermark());
            prop_assert!(state.open().keys().all(|batch| *batch < state.next_batch()));
        }
        prop_assert_eq!(fold(&entries), state);
    }
}

#[test]
fn a_batch_remembers_what_was_the_greatest_id_when_it_was_meant() {
    let ids = |batch, row, id| Entry::Stored { batch: BatchId(batch), ids: vec![(row, EntityId(id))] };
    let state = fold(&[
        Entry::Started { watermark: EntityId(70), rows: 3, digest: 1 },
        Entry::Intent { batch: BatchId(0), rows: vec![2] },
        Entry::Intent { batch: BatchId(1), rows: vec![3] },
        ids(0, 2, 75),
        Entry::Intent { batch: BatchId(2), rows: vec![4] },
    ]);
    let marks: Vec<_> = state.open().values().map(|open| open.watermark.0).collect();
    assert_eq!(marks, [70, 75]);
    assert!(state.knows(EntityId(75)));
}
