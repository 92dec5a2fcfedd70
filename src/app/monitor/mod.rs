//! The traffic monitor: what goes to Kommo now, what waits and why, and what went before. It asks Kommo for
//! nothing and decides nothing; it is made anew at most twice a second, and only while it is shown.

mod calendar;
mod chart;
mod event;
mod export;
mod filter;
mod rows;
mod scene;
mod view;
mod waits;
mod words;

pub use event::Event;
pub use view::{ChartView, FilterView, MonitorView, RowView, Series};

pub(super) use scene::Scene;

use std::sync::Arc;

use super::REFRESH_MS;
use super::event::Effect;
use super::text::{Catalogue, text};
use super::view::{Pulse, Tile, Tone};
use crate::base::limits::REQUESTS_PER_SECOND;
use crate::base::{Moment, Timestamp};
use crate::traffic::{self, Exchange, Second, Stats};
use calendar::Calendar;
use filter::Filter;
use rows::ROWS_MAX;

/// Seconds that the small chart beside the budget shows.
const PULSE_SECONDS: usize = 30;

/// The monitor: what the user chose to see, and what is shown.
#[derive(Default)]
pub(super) struct Watch {
    filter: Filter,
    with_queries: bool,
    with_table: bool,
    /// The past as it was when it was held still.
    held: Option<Held>,
    calendar: Calendar,
    /// When `shown` was made; `None` if it has to be made anew.
    made: Option<Moment>,
    shown: Arc<MonitorView>,
}

struct Held {
    now: Moment,
    exchanges: Vec<Exchange>,
    seconds: Vec<Second>,
}

impl Watch {
    /// Takes in what the user did.
    pub(super) fn handle(&mut self, event: Event, scene: &Scene<'_>) -> Option<Effect> {
        self.made = None;
        match event {
            Event::TextTyped(text) => self.filter.text = text,
            Event::KindChosen(kind) => self.filter.kind = kind,
            Event::LaneChosen(lane) => self.filter.lane = lane,
            Event::HoldAsked(hold) => self.held = hold.then(|| Held::new(&scene.traffic)),
            Event::TableAsked(wanted) => self.with_table = wanted,
            Event::QueriesAllowed(allowed) => self.with_queries = allowed,
            Event::ExportAsked => {
                let (name, text) = export::file(scene, &self.calendar, self.with_queries);
                return Some(Effect::Download { name, text });
            }
        }
        None
    }

    /// Compares the engine's clock with the calendar.
    pub(super) fn compare(&mut self, moment: Moment, time: Timestamp) {
        self.calendar.compare(moment, time);
    }

    /// It is shown from now on, after it was not.
    pub(super) const fn open(&mut self) {
        self.made = None;
    }

    /// Makes what is shown anew if it is time to.
    pub(super) fn refresh(&mut self, scene: &Scene<'_>) {
        let now = scene.now.moment;
        if self.made.is_none_or(|made| now.since_ms(made) >= REFRESH_MS || now < made) {
            self.made = Some(now);
            self.shown = Arc::new(self.make(scene));
        }
    }

    /// What is shown.
    pub(super) fn view(&self) -> Arc<MonitorView> {
        Arc::clone(&self.shown)
    }

    fn make(&self, scene: &Scene<'_>) -> MonitorView {
        let Scene { traffic, gate, ahead_s, texts, .. } = scene;
        let seconds = match &self.held {
            Some(held) => held.seconds.clone(),
            None => traffic.seconds(chart::SECONDS),
        };
        let (rows, count) = match &self.held {
            Some(held) => self.rows(held.exchanges.iter(), held.now, *ahead_s, texts),
            None => self.rows(traffic.exchanges(), traffic.now, *ahead_s, texts),
        };
        MonitorView {
            tiles: tiles(traffic, texts),
            repeats: scene.repeats.iter().map(|repeat| words::repeat(repeat, texts)).collect(),
            waits: waits::view(&traffic.stats, *gate, scene.settings.rate, scene.now.moment, texts),
            chart: chart::view(&seconds, self.with_table, texts),
            filter: self.filter.view(texts),
            is_held: self.held.is_some(),
            with_queries: self.with_queries,
            rows,
            count,
        }
    }

    fn rows<'a>(
        &self,
        exchanges: impl Iterator<Item = &'a Exchange>,
        now: Moment,
        ahead_s: i32,
        texts: &Catalogue,
    ) -> (Vec<RowView>, String) {
        let (mut all, mut passed) = (0_usize, 0_usize);
        let mut rows = Vec::new();
        for exchange in exchanges {
            all += 1;
            if self.filter.passes(exchange, texts) {
                passed += 1;
                if rows.len() < ROWS_MAX {
                    rows.push(rows::row(exchange, now, &self.calendar, ahead_s, texts));
                }
            }
        }
        let count =
            text("app.monitor.count").count("shown", rows.len()).count("found", passed).count("all", all);
        (rows, texts.say(&count))
    }
}

impl Held {
    fn new(traffic: &traffic::Monitor<'_>) -> Self {
        Self {
            now: traffic.now,
            exchanges: traffic.exchanges().cloned().collect(),
            seconds: traffic.seconds(chart::SECONDS),
        }
    }
}

/// Requests in each of the last seconds, for a place that has room for no more.
pub(super) fn pulse(traffic: &traffic::Monitor<'_>) -> Pulse {
    Pulse { starts: traffic.seconds(PULSE_SECONDS).iter().map(|second| second.starts).collect() }
}

/// Whether the chart still moves: something left within the time that it shows.
pub(super) fn is_moving(traffic: &traffic::Monitor<'_>) -> bool {
    traffic.seconds(chart::SECONDS).iter().any(|second| second.starts > 0)
}

fn tiles(traffic: &traffic::Monitor<'_>, texts: &Catalogue) -> Vec<Tile> {
    let Stats { waiting, in_flight, starts_in_last_second, guard_ms, outcomes, .. } = &traffic.stats;
    let tile = |id, number: String, key, tone| Tile { id, number, label: texts.say(&text(key)), tone };
    let count = |id, number: u64, key| tile(id, texts.number(number), key, Tone::Info);
    let bad = |number: u64| if number > 0 { Tone::Warning } else { Tone::Info };
    let now = format!("{starts_in_last_second} / {REQUESTS_PER_SECOND}");
    let saved = traffic.saved.spared.saturating_add(traffic.saved.not_modified);
    let limited = outcomes.rate_limited;
    vec![
        tile("now", now, "app.monitor.tile.now", Tone::Info),
        count("flying", *in_flight as u64, "app.monitor.tile.flying"),
        count("click", waiting.click as u64, "app.monitor.tile.click"),
        count("screen", waiting.screen as u64, "app.monitor.tile.screen"),
        count("bulk", waiting.bulk as u64, "app.monitor.tile.bulk"),
        tile("guard", format!("{guard_ms} ms"), "app.monitor.tile.guard", Tone::Info),
        count("saved", saved, "app.monitor.tile.saved"),
        tile("limited", texts.number(limited), "app.monitor.tile.limited", bad(limited)),
    ]
}
