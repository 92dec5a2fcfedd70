//! The dry run as it is shown: row by row what would become of it, with each field's old and new value.

use super::columns::Columns;
use super::survey::Fates;
use crate::app::explain::local;
use crate::app::text::{Catalogue, text};
use crate::app::view::{DifferenceView, Filter, PlanRowView, PlanView};
use crate::base::Timestamp;
use crate::base::id::EntityId;
use crate::transfer::difference::{Shown, differences};
use crate::transfer::report;
use crate::transfer::schema::Schema;
use crate::transfer::work::Work;

/// Rows that are shown; the file has all of them.
const SHOWN_MAX: usize = 200;

/// The rows of a kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// They change an entity.
    #[default]
    Change,
    /// They add one.
    Add,
    /// They change nothing.
    Same,
}

impl Kind {
    const ALL: [Self; 3] = [Self::Change, Self::Add, Self::Same];

    /// A word for tests and styles.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Change => "change",
            Self::Add => "add",
            Self::Same => "same",
        }
    }

    const fn key(self) -> &'static str {
        match self {
            Self::Change => "app.dry_run.change",
            Self::Add => "app.dry_run.add",
            Self::Same => "app.dry_run.same",
        }
    }
}

/// A row of the dry run.
#[derive(Clone, Copy)]
struct Row {
    number: u32,
    kind: Kind,
    id: Option<EntityId>,
}

/// The dry run with the rows of this kind.
pub(super) fn view(
    fates: &Fates,
    chosen: Kind,
    columns: &Columns,
    schema: &Schema,
    texts: &Catalogue,
) -> PlanView {
    let filters = Kind::ALL.map(|kind| Filter {
        kind,
        label: texts.say(&text(kind.key()).count("count", count(fates, kind))),
        is_chosen: kind == chosen,
    });
    let hidden = count(fates, chosen).saturating_sub(SHOWN_MAX);
    PlanView {
        filters: filters.to_vec(),
        rows: rows(fates, chosen)
            .take(SHOWN_MAX)
            .map(|row| row_view(row, fates, columns, schema, texts))
            .collect(),
        more: (hidden > 0).then(|| texts.say(&text("app.dry_run.more").count("count", hidden))),
    }
}

/// All rows as CSV, a line for each field that changes.
pub(super) fn csv(fates: &Fates, columns: &Columns, schema: &Schema, texts: &Catalogue) -> String {
    let say = |key| texts.say(&text(key));
    let mut lines = vec![vec![
        say("app.problems.row"),
        say("app.dry_run.what"),
        say("app.target.id"),
        say("app.dry_run.field"),
        say("app.dry_run.old"),
        say("app.dry_run.new"),
    ]];
    for row in Kind::ALL.into_iter().flat_map(|kind| rows(fates, kind)) {
        let view = row_view(row, fates, columns, schema, texts);
        let id = view.id.clone().unwrap_or_default();
        let start = [view.row, view.what, id];
        if view.differences.is_empty() {
            lines.push(start.iter().cloned().chain(std::iter::repeat_n(String::new(), 3)).collect());
        }
        for one in view.differences {
            lines.push(start.iter().cloned().chain([one.field, one.old, one.new]).collect());
        }
    }
    report::csv(&lines)
}

const fn count(fates: &Fates, kind: Kind) -> usize {
    match kind {
        Kind::Change => fates.changed.len(),
        Kind::Add => fates.added.len(),
        Kind::Same => fates.same.len(),
    }
}

fn rows(fates: &Fates, kind: Kind) -> Box<dyn Iterator<Item = Row> + '_> {
    let plain = move |number: &u32| Row { number: *number, kind, id: None };
    match kind {
        Kind::Change => Box::new(fates.changed.iter().map(plain)),
        Kind::Add => Box::new(fates.added.iter().map(plain)),
        Kind::Same => {
            Box::new(fates.same.iter().map(move |(number, id)| Row { number: *number, kind, id: Some(*id) }))
        }
    }
}

fn row_view(row: Row, fates: &Fates, columns: &Columns, schema: &Schema, texts: &Catalogue) -> PlanRowView {
    let edit = match fates.plan.work(row.number) {
        Some(Work::Change(edit)) => Some(edit),
        _ => None,
    };
    let show = |values: &[Shown]| {
        let values = values.iter().map(|value| shown(value, schema, texts));
        values.collect::<Vec<String>>().join(", ")
    };
    let changed = edit.map(|edit| differences(edit, schema)).unwrap_or_default();
    let differences = changed.iter().map(|one| DifferenceView {
        field: columns.name(&one.target, texts),
        old: show(&one.old),
        new: show(&one.new),
    });
    PlanRowView {
        row: row.number.to_string(),
        what: texts.say(&text(match row.kind {
            Kind::Change => "app.dry_run.what_change",
            Kind::Add => "app.dry_run.what_add",
            Kind::Same => "app.dry_run.what_same",
        })),
        id: row.id.or_else(|| edit.map(|edit| edit.to.id())).map(|id| id.to_string()),
        differences: differences.collect(),
    }
}

fn shown(value: &Shown, schema: &Schema, texts: &Catalogue) -> String {
    match value {
        Shown::Text(text) => text.clone(),
        Shown::Truth(true) => texts.say(&text("app.dry_run.yes")),
        Shown::Truth(false) => texts.say(&text("app.dry_run.no")),
        Shown::Moment(unix) => local(Timestamp(*unix), Some(&schema.account)),
        Shown::Day(unix) => {
            let moment = local(Timestamp(*unix), Some(&schema.account));
            moment.split(' ').next().unwrap_or_default().to_owned()
        }
    }
}
