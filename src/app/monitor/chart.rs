//! The chart of the last seconds, in the user's words.

use super::view::{ChartView, Series};
use super::words;
use crate::app::text::{Catalogue, text};
use crate::base::limits::REQUESTS_PER_SECOND;
use crate::traffic::{Class, Second};

/// Seconds that the chart shows.
pub(super) const SECONDS: usize = 60;

/// The chart of these seconds.
pub(super) fn view(seconds: &[Second], with_table: bool, texts: &Catalogue) -> ChartView {
    let starts: u32 = seconds.iter().map(|second| second.starts).sum();
    let most = seconds.iter().map(|second| second.starts).max().unwrap_or_default();
    let kinds = Class::ALL.map(Some).into_iter().chain([None]);
    ChartView {
        summary: texts.say(
            &text("app.monitor.chart_summary")
                .count("count", starts)
                .count("most", most)
                .count("allowed", REQUESTS_PER_SECOND),
        ),
        series: kinds.filter_map(|class| series(seconds, class, texts)).collect(),
        with_table,
    }
}

/// Requests that ended so, or are on their way; `None` if there are none.
fn series(seconds: &[Second], class: Option<Class>, texts: &Catalogue) -> Option<Series> {
    let count = |second: &Second| class.map_or_else(|| second.flying(), |class| second.ended(class));
    let counts: Vec<u32> = seconds.iter().map(count).collect();
    let total: u32 = counts.iter().sum();
    let (id, key) = words::kind(class);
    (total > 0).then(|| Series {
        id,
        label: texts.say(&text(key)),
        total: texts.number(u64::from(total)),
        counts,
    })
}
