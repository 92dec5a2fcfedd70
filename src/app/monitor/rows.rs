//! The list of exchanges, in the user's words.

use super::calendar::Calendar;
use super::view::RowView;
use super::words;
use crate::app::explain::duration;
use crate::app::text::{Catalogue, text};
use crate::base::Moment;
use crate::traffic::{Exchange, Source};

/// Rows shown at most; whoever looks for an older one has the filter.
pub(super) const ROWS_MAX: usize = 50;

/// One row, as it stands at `now`.
pub(super) fn row(
    exchange: &Exchange,
    now: Moment,
    calendar: &Calendar,
    ahead_s: i32,
    texts: &Catalogue,
) -> RowView {
    let say = |key| texts.say(&text(key));
    let end = exchange.end;
    RowView {
        number: exchange.number,
        time: words::time_of_day(calendar.time(exchange.started).0, ahead_s),
        request: format!("{} {}", exchange.method, exchange.path),
        query: exchange.query.clone(),
        kind: words::kind_of(exchange).0,
        status: words::status(exchange, texts),
        took: match end {
            Some(end) => format!("{} ms", texts.number(end.took_ms)),
            None if exchange.source != Source::Network => String::new(),
            // Whole seconds, so that a row does not change all the time.
            None => match now.since_ms(exchange.started) / 1_000 * 1_000 {
                0 => String::new(),
                ms => texts.say(&duration(ms)),
            },
        },
        lane: say(words::lane(exchange.lane).1),
        asker: texts.say(&words::asker(exchange.asker)),
        attempt: exchange.attempt.to_string(),
        sent: words::bytes(exchange.sent_bytes, texts),
        received: end.map(|end| words::bytes(end.bytes, texts)).unwrap_or_default(),
        fate: words::followed(exchange).map(|text| texts.say(&text)).unwrap_or_default(),
    }
}
