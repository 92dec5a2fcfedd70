//! Every screen, mounted from a view by hand: what it shows, what a click reports, what follows when
//! the view changes, and that nothing remains.

mod card;
mod check;
mod columns;
mod data;
mod file;
mod frame;
mod grid;
mod monitor;
mod run;
mod tabs;

use kommo_pace::app::view::{
    Body, Budget, Notice, PageView, ProblemCell, ProblemColumn, ProblemRow, ProblemsView, Step, Tile, Tone,
};
use kommo_pace::ui;

use crate::screen::Screen;

/// Markup that would run a script if it were ever taken for markup.
const EVIL: &str = r#"<img src=x onerror="window.pwned = true">&amp;"#;

fn page(body: Body) -> PageView {
    let step = match &body {
        Body::File(_) => Step::File,
        Body::Columns(_) => Step::Columns,
        Body::Check(_) => Step::Check,
        Body::Run(_) => Step::Run,
    };
    PageView { budget: Budget { used: 3, allowed: 7 }, step, body, ..PageView::default() }
}

fn mount(view: PageView) -> Screen<PageView> {
    Screen::mount(ui::page, view)
}

fn mount_body(body: Body) -> Screen<PageView> {
    mount(page(body))
}

fn notice(tone: Tone, title: &str, sentence: &str) -> Notice {
    Notice { tone, title: title.to_owned(), sentence: sentence.to_owned(), reload: false }
}

fn tile(id: &'static str, number: &str, label: &str) -> Tile {
    Tile { id, number: number.to_owned(), label: label.to_owned(), tone: Tone::Info }
}

/// A row of the grid, each cell with what is wrong with it.
fn problem(row: u32, cells: &[(&str, &str)]) -> ProblemRow {
    let cell = |(value, reason): &(&str, &str)| ProblemCell {
        value: (*value).to_owned(),
        reason: (*reason).to_owned(),
        ..ProblemCell::default()
    };
    ProblemRow { row, cells: cells.iter().map(cell).collect(), ..ProblemRow::default() }
}

/// A grid of one page with these columns.
fn problems(headings: &[&str], shown: Vec<ProblemRow>) -> ProblemsView {
    let column = |(column, heading): (usize, &&str)| ProblemColumn {
        column,
        heading: (*heading).to_owned(),
        allowed: Vec::new(),
    };
    ProblemsView {
        rows: shown.len(),
        columns: headings.iter().enumerate().map(column).collect(),
        shown,
        pages: 1,
        ..ProblemsView::default()
    }
}
