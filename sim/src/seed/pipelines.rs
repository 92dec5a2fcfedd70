//! The pipelines of a fresh account: Kommo's default one and one of the account's own.

use crate::pipelines::{LOST, Pipeline, Status, WON};

/// Two pipelines whose ordinary stages number on from `first_status`.
pub(super) fn pipelines(first_pipeline: u64, first_status: u64) -> Vec<Pipeline> {
    let mut next_status = first_status;
    let mut status_id = || {
        next_status += 4;
        next_status
    };
    let mut pipeline = |id, name, sort, is_main, stages: &[(&'static str, &'static str)]| {
        let incoming =
            Status { id: status_id(), name: "Incoming leads", sort: 10, color: "#c1c1c1", is_incoming: true };
        let ordinary = stages.iter().zip(2_u64..).map(|(&(name, color), place)| Status {
            id: status_id(),
            name,
            sort: place * 10,
            color,
            is_incoming: false,
        });
        let mut statuses: Vec<Status> = std::iter::once(incoming).chain(ordinary).collect();
        let closed = [(WON, "Closed - won", 10_000, "#CCFF66"), (LOST, "Closed - lost", 11_000, "#D5D8DB")];
        statuses.extend(closed.map(|(id, name, sort, color)| Status {
            id,
            name,
            sort,
            color,
            is_incoming: false,
        }));
        Pipeline { id, name, sort, is_main, statuses }
    };
    vec![
        pipeline(
            first_pipeline,
            "Sales",
            1,
            true,
            &[
                ("Initial contact", "#99ccff"),
                ("Discussions", "#ffff99"),
                ("Decision making", "#ffcc66"),
                ("Contract discussion", "#ffcccc"),
            ],
        ),
        pipeline(
            first_pipeline + 4,
            "Renewals",
            2,
            false,
            &[("Due soon", "#d6eaff"), ("Offer sent", "#ebffb1"), ("Negotiation", "#ffdc7f")],
        ),
    ]
}
