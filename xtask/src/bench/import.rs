//! `cargo xtask bench import`: leads from a file, through the widget's own page, into the simulated account.

use super::arrivals::Arrivals;
use super::driver;
use super::facts::Facts;
use super::json::{self, Json};
use super::{ground, markdown};
use crate::cli::bench::Import;
use crate::failure::Failure;
use crate::setup::{self, Needs};
use crate::workshop::{self, Workshop};

/// Requests that Kommo takes in a second.
const REQUESTS_PER_SECOND: u64 = 7;

/// What the simulator saw.
#[derive(Clone, Debug, PartialEq)]
struct Outcome {
    /// Requests that added leads.
    adding: Arrivals,
    /// All requests.
    all: Arrivals,
    /// Leads in the account afterwards that were not there before.
    stored: u64,
    /// Whether the pages said that they were hidden.
    hidden: bool,
}

impl Outcome {
    fn parse([times_ms, statuses, all_times_ms, all_statuses, stored, hidden]: [&str; 6]) -> Option<Self> {
        Some(Self {
            adding: Arrivals::parse(times_ms, statuses)?,
            all: Arrivals::parse(all_times_ms, all_statuses)?,
            stored: stored.parse().ok()?,
            hidden: hidden.parse().ok()?,
        })
    }
}

/// Milliseconds for so many requests at Kommo's pace.
fn least_ms(requests: u64) -> u64 {
    requests * 1_000 / REQUESTS_PER_SECOND
}

/// One number over another; `None` over nothing.
fn over(ms: u64, least_ms: u64) -> Option<f64> {
    #[expect(clippy::cast_precision_loss, reason = "milliseconds of minutes")]
    (least_ms > 0).then(|| ms as f64 / least_ms as f64)
}

/// Builds the site, imports and prints.
pub(crate) fn run(workshop: &mut Workshop, wish: &Import) -> Result<(), Failure> {
    setup::run(workshop, Needs::SITE.and(Needs::BROWSER))?;
    let site = workshop.target().join("bench/dist");
    // Not `dist`, which a test run may build meanwhile.
    workshop::run(workshop.command("trunk").args(["build", "--release", "--dist"]).arg(&site))?;
    let variables = [("BENCH_SITE", site), ("KOMMO_SIM", ground::build_simulator(workshop)?)];
    let said = driver::run(workshop, "import", &script(wish), &variables)?;
    let facts = Facts::gather(workshop, &said);
    let outcome = said.of::<6>("import").into_iter().find_map(Outcome::parse);
    let outcome = outcome.ok_or_else(|| Failure::new("the driver reported nothing readable"))?;
    if wish.json {
        println!("{}", show_json(wish, &outcome, &facts));
    } else {
        println!("{}", show(wish, &outcome, &facts));
    }
    Ok(())
}

fn script(wish: &Import) -> Json {
    json::object([
        ("leads", Json::Whole(wish.leads.into())),
        ("tabs", Json::Whole(wish.tabs.into())),
        ("hidden", Json::Bool(wish.hidden)),
        ("batch", Json::Whole(wish.batch.into())),
    ])
}

/// What a row of the table is made of: name, then value.
fn members(wish: &Import, outcome: &Outcome) -> Vec<(&'static str, Json)> {
    let Outcome { adding, all, stored, hidden } = outcome;
    let requests = u64::try_from(adding.count()).unwrap_or(u64::MAX);
    // The time of a part says nothing about the whole.
    let is_whole = *stored == u64::from(wish.leads);
    let over_least = over(adding.span_ms(), least_ms(requests)).filter(|_| is_whole);
    vec![
        ("leads", Json::Whole(wish.leads.into())),
        ("tabs", Json::Whole(wish.tabs.into())),
        ("hidden", Json::Bool(*hidden)),
        ("batch_max", Json::Whole(wish.batch.into())),
        ("stored", Json::Whole(*stored)),
        ("requests", Json::Whole(requests)),
        ("span_ms", Json::Whole(adding.span_ms())),
        ("least_ms", Json::Whole(least_ms(requests))),
        ("over_least", over_least.map_or(Json::Null, Json::Number)),
        ("worst_second", all.worst_second().into()),
        ("refused", (all.rate_limited() + all.blocked()).into()),
    ]
}

fn show(wish: &Import, outcome: &Outcome, facts: &Facts) -> String {
    let (header, row) = members(wish, outcome)
        .into_iter()
        .map(|(name, value)| (name.replace('_', " "), value.to_string()))
        .unzip();
    format!(
        "From the first to the last arrival of a request that adds leads, over as many requests at 7 a \
         second.\n\n{}\n{}",
        markdown::table(header, vec![row]),
        facts.line()
    )
}

fn show_json(wish: &Import, outcome: &Outcome, facts: &Facts) -> Json {
    let members = members(wish, outcome).into_iter().map(|(name, value)| (name.to_owned(), value));
    let head = [("bench".to_owned(), "import".into()), ("machine".to_owned(), facts.json())];
    Json::Object(head.into_iter().chain(members).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::driver::Said;

    #[test]
    fn the_least_time_is_a_seventh_of_a_second_for_each_request() {
        assert_eq!([0, 7, 200].map(least_ms), [0, 1_000, 28_571]);
        assert_eq!(over(30_000, 28_571).map(|ratio| format!("{ratio:.3}")).as_deref(), Some("1.050"));
        assert_eq!(over(1, 0), None);
    }

    #[test]
    fn the_row_names_requests_time_and_refusals() {
        let outcome =
            Outcome::parse(["0,150,300", "200,200,200", "0,1,150,300", "429,200,200,200", "150", "true"]);
        let wish = Import { leads: 150, ..Import::default() };
        let facts = Facts::told(&Said::parse(["fact\tNode\t20"]));
        let shown = show(&wish, &outcome.unwrap(), &facts);
        let table = "\
| leads | tabs | hidden | batch max | stored | requests | span ms | least ms | over least | worst second | refused |
|---|---|---|---|---|---|---|---|---|---|---|
| 150 | 1 | true | 50 | 150 | 3 | 300 | 428 | 0.701 | 4 | 1 |

Node 20";
        assert!(shown.ends_with(table), "{shown}");
        assert_eq!(Outcome::parse(["", "", "", "", "all", "true"]), None);
    }

    #[test]
    fn an_import_that_was_stopped_has_no_ratio() {
        let outcome = Outcome::parse(["0,150", "200,429", "0,150", "200,429", "50", "false"]).unwrap();
        let members = members(&Import { leads: 100, ..Import::default() }, &outcome);
        assert!(members.contains(&("over_least", Json::Null)), "{members:?}");
    }
}
