//! Data about what is wrong becomes sentences: one place, so that every reason has exactly one.

use super::text::{Text, text};
use crate::transfer::csv::FileNote;
use crate::transfer::file_problem::FileProblem;
use crate::transfer::import::Stop;
use crate::transfer::looks_like::LooksLike;
use crate::transfer::problem::Reason;

/// What is wrong with a row, and what to do.
pub(super) fn reason(reason: &Reason) -> Text {
    match reason {
        Reason::Empty => text("app.reason.empty"),
        Reason::Missing => text("app.reason.missing"),
        Reason::TooLong { max, found } => {
            text("app.reason.too_long").count("found", *found).count("max", *max)
        }
        Reason::NotEmail => text("app.reason.not_email"),
        Reason::NotPhone => text("app.reason.not_phone"),
        Reason::NotNumber => text("app.reason.not_number"),
        Reason::NotWholeNumber => text("app.reason.not_whole_number"),
        Reason::NotDate => text("app.reason.not_date"),
        Reason::NotUrl => text("app.reason.not_url"),
        Reason::NotYesNo => text("app.reason.not_yes_no"),
        Reason::NotOption { nearest } => not_found("app.reason.not_option", nearest.as_deref()),
        Reason::NotUser { nearest } => not_found("app.reason.not_user", nearest.as_deref()),
        Reason::NotPipeline { nearest } => not_found("app.reason.not_pipeline", nearest.as_deref()),
        Reason::NotStage { nearest } => not_found("app.reason.not_stage", nearest.as_deref()),
        Reason::NotTaskType { nearest } => not_found("app.reason.not_task_type", nearest.as_deref()),
        Reason::AmbiguousStage => text("app.reason.ambiguous_stage"),
        Reason::HalfEntity => text("app.reason.half_entity"),
        Reason::NotEntityType => text("app.reason.not_entity_type"),
        Reason::Ambiguous => text("app.reason.ambiguous"),
        Reason::AmbiguousDate => text("app.reason.ambiguous_date"),
        Reason::AmbiguousNumber => text("app.reason.ambiguous_number"),
        Reason::TooManyCells { expected, found } => {
            text("app.reason.too_many_cells").count("found", *found).count("expected", *expected)
        }
        Reason::BrokenQuote => text("app.reason.broken_quote"),
        Reason::NotWritable => text("app.reason.not_writable"),
        Reason::Refused { code, path, detail } => text("app.reason.refused")
            .with("code", code.clone())
            .with("path", path.clone())
            .with("detail", detail.clone()),
        Reason::BatchRefused { status, detail } => {
            text("app.reason.batch_refused").with("status", status.to_string()).with("detail", detail.clone())
        }
        Reason::Unknown => text("app.reason.unknown"),
        Reason::NotSent => text("app.reason.not_sent"),
    }
}

/// Something is not among what the account has; what was probably meant is said, never taken.
fn not_found(key: &'static str, nearest: Option<&str>) -> Text {
    let meant = match nearest {
        Some(nearest) => text("app.reason.meant").with("nearest", nearest),
        None => text("app.reason.none_near"),
    };
    text(key).sentence("meant", meant)
}

/// What is wrong with a file as a whole, and what to do.
pub(super) fn file_problem(problem: &FileProblem) -> Text {
    match problem {
        FileProblem::Empty => text("app.file_problem.empty"),
        FileProblem::OnlyHeader => text("app.file_problem.only_header"),
        FileProblem::TooBig { bytes, max } => {
            text("app.file_problem.too_big").with("size", megabytes(*bytes)).with("max", megabytes(*max))
        }
        FileProblem::TooManyColumns { columns, max } => {
            text("app.file_problem.too_many_columns").count("columns", *columns).count("max", *max)
        }
        FileProblem::NotText { looks_like } => text(match looks_like {
            LooksLike::Xlsx | LooksLike::Xls | LooksLike::Ods => "app.file_problem.spreadsheet",
            LooksLike::Zip | LooksLike::Gzip => "app.file_problem.archive",
            LooksLike::Pdf => "app.file_problem.pdf",
            LooksLike::Picture => "app.file_problem.picture",
            LooksLike::Html | LooksLike::Xml => "app.file_problem.markup",
            LooksLike::Binary => "app.file_problem.binary",
        }),
        FileProblem::UnclosedQuote { row } => {
            text("app.file_problem.unclosed_quote").with("row", row.to_string())
        }
        FileProblem::BrokenHeader { row } => {
            text("app.file_problem.broken_header").with("row", row.to_string())
        }
    }
}

/// What is worth knowing of a file; `name` gives the heading of a column.
pub(super) fn file_note(note: &FileNote, name: impl Fn(usize) -> String) -> Text {
    match note {
        FileNote::BlankHeader { column } => {
            text("app.file_note.blank_header").with("number", (column + 1).to_string())
        }
        FileNote::DuplicateHeader { column, .. } => text("app.file_note.duplicate_header")
            .with("column", name(*column))
            .with("number", (column + 1).to_string()),
        FileNote::BlankRows { count } => text("app.file_note.blank_rows").count("count", *count),
        FileNote::ShortRows { count, first } => {
            text("app.file_note.short_rows").count("count", *count).with("row", first.to_string())
        }
        FileNote::EmptyColumns { count } => text("app.file_note.empty_columns").count("count", *count),
        FileNote::Undecodable { row } => text("app.file_note.undecodable").with("row", row.to_string()),
        FileNote::OfReport { rows } => text("app.file_note.of_report").count("count", *rows),
        FileNote::SuspiciousRow { row, lines } => {
            text("app.file_note.suspicious_row").with("row", row.to_string()).count("lines", *lines)
        }
    }
}

/// Why an import waits for the user's word, and what to do first.
pub(super) fn stop(why: &Stop) -> Text {
    let said = |key, detail: &str| text(key).with("detail", detail);
    match why {
        Stop::SignedOut => text("app.stop.signed_out"),
        Stop::NotPaid(detail) => said("app.stop.not_paid", detail),
        Stop::NoRight(detail) => said("app.stop.no_right", detail),
        Stop::NotFound(detail) => said("app.stop.not_found", detail),
        Stop::Refused { status, detail } => {
            said("app.stop.refused", detail).with("status", status.to_string())
        }
        Stop::Unsure(_) => text("app.stop.unsure"),
        Stop::NotSent(_) => text("app.stop.not_sent"),
        Stop::Unreadable => text("app.stop.unreadable"),
        Stop::Journal => text("app.stop.journal"),
        Stop::Limit(error) => {
            text("app.trouble.limit").count("asked", error.asked).count("allowed", error.allowed)
        }
    }
}

/// A span of time as it is spoken: seconds, minutes, hours.
pub(super) fn duration(ms: u64) -> Text {
    let seconds = ms.div_ceil(1_000);
    let (hours, minutes, rest) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    if hours > 0 {
        text("app.time.hours").with("hours", hours.to_string()).with("minutes", minutes.to_string())
    } else if minutes > 0 {
        text("app.time.minutes").with("minutes", minutes.to_string()).with("seconds", rest.to_string())
    } else {
        text("app.time.seconds").with("seconds", rest.to_string())
    }
}

/// A rate in tenths, for [`super::text::Catalogue::tenths`].
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "`as` saturates; a rate is not negative"
)]
pub(super) fn tenths(rate: f64) -> u64 {
    (rate * 10.0).round() as u64
}

/// Bytes in whole megabytes, rounded up.
pub(super) fn megabytes(bytes: u64) -> String {
    bytes.div_ceil(1024 * 1024).to_string()
}
