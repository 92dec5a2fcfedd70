//! `cargo xtask bench queue`: what it costs to line up many jobs, to run them and to drop them.

use super::driver::{self, Said};
use super::facts::Facts;
use super::json::{self, Json};
use super::{ground, markdown};
use crate::cli::bench::Queue;
use crate::failure::Failure;
use crate::workshop::{self, Workshop};

/// The name that others are compared with.
const OURS: &str = "Pace (WebAssembly)";

/// What one queue cost, in milliseconds.
#[derive(Clone, Debug, PartialEq)]
struct Cost {
    name: String,
    jobs: u64,
    submit_ms: f64,
    drain_ms: f64,
    /// Looks at the queue; known of ours only.
    polls: Option<u64>,
    /// None where waiting jobs cannot be dropped.
    cancel_ms: Option<f64>,
}

impl Cost {
    fn parse([name, jobs, submit_ms, drain_ms, polls, cancel_ms]: [&str; 6]) -> Option<Self> {
        Some(Self {
            name: name.into(),
            jobs: jobs.parse().ok()?,
            submit_ms: submit_ms.parse().ok()?,
            drain_ms: drain_ms.parse().ok()?,
            polls: polls.parse().ok(),
            cancel_ms: cancel_ms.parse().ok(),
        })
    }

    /// Milliseconds for one job.
    fn each_ms(&self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "some ten thousand")]
        let jobs = self.jobs.max(1) as f64;
        (self.submit_ms + self.drain_ms) / jobs
    }

    /// Microseconds of one look at the queue.
    fn poll_us(&self) -> Option<f64> {
        #[expect(clippy::cast_precision_loss, reason = "some hundred thousand")]
        self.polls.filter(|polls| *polls > 0).map(|polls| self.drain_ms * 1_000.0 / polls as f64)
    }
}

/// Measures and prints.
pub(crate) fn run(workshop: &mut Workshop, wish: &Queue) -> Result<(), Failure> {
    let variables = ground::prepare(workshop)?;
    let only = wish.only.as_deref().map_or(Json::Null, |name| Json::List(vec![name.into()]));
    let script = json::object([("only", only), ("jobs", Json::Whole(wish.jobs.into()))]);
    let said = driver::run(workshop, "queue", &script, &variables)?;
    let mut costs = read(&native(workshop, wish.jobs)?)?;
    costs.extend(read(&said)?);
    let facts = Facts::gather(workshop, &said);
    if wish.json {
        println!("{}", show_json(&costs, &facts));
    } else {
        println!("{}", show(&costs, &facts));
    }
    Ok(())
}

/// The same engine without a browser.
fn native(workshop: &Workshop, jobs: u32) -> Result<Said, Failure> {
    let mut cargo = workshop.command("cargo");
    cargo.args([
        "bench",
        "--quiet",
        "--no-default-features",
        "--features",
        "bench",
        "--bench",
        "queue",
        "--",
    ]);
    let output = workshop::ask(cargo.arg(jobs.to_string()));
    let output = output.ok_or_else(|| Failure::new("`cargo bench --bench queue` did not end well"))?;
    Ok(Said::parse(output.lines()))
}

fn read(said: &Said) -> Result<Vec<Cost>, Failure> {
    let costs: Option<Vec<Cost>> = said.of::<6>("cost").into_iter().map(Cost::parse).collect();
    costs.ok_or_else(|| Failure::new("the driver reported nothing readable"))
}

fn show(costs: &[Cost], facts: &Facts) -> String {
    let ours = costs.iter().find(|cost| cost.name == OURS).map(Cost::each_ms);
    let header = ["queue", "jobs", "submit", "drain", "a poll", "cancel all", "submit + drain, ours = 1"];
    let ms = |value: f64| format!("{value:.1} ms");
    let rows = costs.iter().map(|cost| {
        vec![
            cost.name.clone(),
            cost.jobs.to_string(),
            ms(cost.submit_ms),
            ms(cost.drain_ms),
            cost.poll_us().map_or_else(String::new, |us| format!("{us:.2} µs")),
            cost.cancel_ms.map_or_else(String::new, ms),
            ours.map_or_else(String::new, |ours| format!("{:.2}", cost.each_ms() / ours)),
        ]
    });
    format!("{}\n{}", markdown::table(header.map(String::from).to_vec(), rows.collect()), facts.line())
}

fn show_json(costs: &[Cost], facts: &Facts) -> Json {
    let rows = costs.iter().map(|cost| {
        json::object([
            ("queue", cost.name.as_str().into()),
            ("jobs", Json::Whole(cost.jobs)),
            ("submit_ms", Json::Number(cost.submit_ms)),
            ("drain_ms", Json::Number(cost.drain_ms)),
            ("poll_us", cost.poll_us().map_or(Json::Null, Json::Number)),
            ("cancel_ms", cost.cancel_ms.map_or(Json::Null, Json::Number)),
        ])
    });
    json::object([
        ("bench", "queue".into()),
        ("machine", facts.json()),
        ("queues", Json::List(rows.collect())),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn costs_are_compared_with_ours() {
        let said = Said::parse([
            "cost\tPace (WebAssembly)\t100\t2.0\t8.0\t400\t1.5",
            "cost\tBottleneck\t100\t100.0\t400.0\t\t",
        ]);
        let facts = Facts::told(&Said::parse(["fact\tNode\t20"]));
        let table = "\
| queue | jobs | submit | drain | a poll | cancel all | submit + drain, ours = 1 |
|---|---|---|---|---|---|---|
| Pace (WebAssembly) | 100 | 2.0 ms | 8.0 ms | 20.00 µs | 1.5 ms | 1.00 |
| Bottleneck | 100 | 100.0 ms | 400.0 ms |  |  | 50.00 |

Node 20";
        assert_eq!(show(&read(&said).unwrap(), &facts), table);
    }

    #[test]
    fn what_ran_fewer_jobs_is_compared_by_the_job() {
        let said = Said::parse([
            "cost\tPace (WebAssembly)\t100\t2.0\t8.0\t400\t1.5",
            "cost\tBottleneck\t10\t1.0\t4.0\t\t",
        ]);
        let shown = show(&read(&said).unwrap(), &Facts::told(&Said::default()));
        assert!(shown.contains("| Bottleneck | 10 | 1.0 ms | 4.0 ms |  |  | 5.00 |"), "{shown}");
    }

    #[test]
    fn a_broken_report_is_refused() {
        assert!(read(&Said::parse(["cost\tp-queue\tmany\t1\t1\t\t"])).is_err());
    }
}
