//! `cargo xtask bench limiter`: limiters in a real browser against the simulated account, one after the other.

use std::fmt::Write as _;

use super::driver::{self, Said};
use super::facts::Facts;
use super::json::{self, Json};
use super::run::Run;
use super::shape::Shape;
use super::{ground, markdown};
use crate::cli::bench::Limiter;
use crate::failure::Failure;
use crate::workshop::Workshop;

/// Unequal ways of requests, in milliseconds.
const JITTERS_MS: [u64; 3] = [0, 50, 150];

/// What `--quick` runs: ours and the best of the others.
const QUICK: [&str; 2] = ["Pace", "p-queue, strict"];

/// Measures and prints.
pub(crate) fn run(workshop: &mut Workshop, wish: &Limiter) -> Result<(), Failure> {
    let variables = ground::prepare(workshop)?;
    let said = driver::run(workshop, "limiter", &script(wish), &variables)?;
    let facts = Facts::gather(workshop, &said);
    let runs = read(&said)?;
    if wish.json {
        println!("{}", show_json(&runs, &facts));
    } else {
        println!("{}", show(&runs, &facts));
    }
    Ok(())
}

/// What the driver is told.
fn script(wish: &Limiter) -> Json {
    let only = match &wish.only {
        Some(name) => Json::List(vec![name.as_str().into()]),
        None if wish.quick => Json::List(QUICK.map(Json::from).into()),
        None => Json::Null,
    };
    let shapes = wish.shape.map_or_else(|| Shape::ALL.to_vec(), |shape| vec![shape]);
    let jitters = wish.jitter_ms.map_or_else(|| JITTERS_MS.to_vec(), |jitter| vec![jitter]);
    let (shapes, jitters) = if wish.quick { (vec![Shape::Burst], vec![0]) } else { (shapes, jitters) };
    let runs = shapes.iter().flat_map(|shape| jitters.iter().map(|jitter| plan(*shape, *jitter)));
    json::object([("only", only), ("runs", Json::List(runs.collect()))])
}

fn plan(shape: Shape, jitter_ms: u64) -> Json {
    json::object([
        ("shape", shape.name().into()),
        ("jitter_ms", Json::Whole(jitter_ms)),
        ("plan", shape.plan()),
        ("faults", shape.faults(jitter_ms)),
    ])
}

fn read(said: &Said) -> Result<Vec<Run>, Failure> {
    let runs: Option<Vec<Run>> = said.of::<7>("run").into_iter().map(Run::parse).collect();
    runs.filter(|runs| !runs.is_empty()).ok_or_else(|| Failure::new("the driver reported nothing readable"))
}

/// One table a shape: a line a limiter, a column a jitter.
fn show(runs: &[Run], facts: &Facts) -> String {
    let mut text = String::from(
        "Each cell: time over the theoretical least, most arrivals in any 1,000 ms (7 are allowed); then, where \
         there were any, answers 429 + blocked, failed jobs.\n",
    );
    for shape in Shape::ALL {
        let of_shape: Vec<&Run> = runs.iter().filter(|run| run.shape == shape).collect();
        let jitters = distinct(of_shape.iter().map(|run| run.jitter_ms));
        let limiters = distinct(of_shape.iter().map(|run| run.limiter.as_str()));
        if limiters.is_empty() {
            continue;
        }
        let least =
            |jitter: &u64| format!("{jitter} ms (least {} s)", markdown::seconds(shape.least_ms(*jitter)));
        let header = std::iter::once("jitter".to_owned()).chain(jitters.iter().map(least)).collect();
        let rows = limiters.iter().map(|limiter| {
            let cell = |jitter: &u64| {
                let found = of_shape.iter().find(|run| run.limiter == *limiter && run.jitter_ms == *jitter);
                found.map_or_else(String::new, |run| run.cell())
            };
            std::iter::once((*limiter).to_owned()).chain(jitters.iter().map(cell)).collect()
        });
        _ = write!(text, "\n### {}\n\n{}", shape.title(), markdown::table(header, rows.collect()));
    }
    _ = write!(text, "\n{}", facts.line());
    text
}

fn show_json(runs: &[Run], facts: &Facts) -> Json {
    json::object([
        ("bench", "limiter".into()),
        ("machine", facts.json()),
        ("runs", Json::List(runs.iter().map(Run::json).collect())),
    ])
}

/// Values without repetitions, in their order.
fn distinct<T: PartialEq>(values: impl Iterator<Item = T>) -> Vec<T> {
    values.fold(Vec::new(), |mut known, value| {
        if !known.contains(&value) {
            known.push(value);
        }
        known
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wish_narrows_the_runs() {
        let runs = |wish: Limiter| script(&wish).to_string().matches("\"plan\"").count();
        assert_eq!(runs(Limiter::default()), 12);
        assert_eq!(runs(Limiter { shape: Some(Shape::Long), ..Limiter::default() }), 3);
        assert_eq!(runs(Limiter { jitter_ms: Some(80), ..Limiter::default() }), 4);
        let quick = script(&Limiter { quick: true, ..Limiter::default() }).to_string();
        assert!(
            quick
                .starts_with(r#"{"only":["Pace","p-queue, strict"],"runs":[{"shape":"burst","jitter_ms":0,"#)
        );
        assert_eq!(quick.matches("\"plan\"").count(), 1);
    }

    #[test]
    fn a_table_has_a_line_a_limiter_and_a_column_a_jitter() {
        let said = Said::parse([
            "run\tPace\tburst\t0\t5100\t0\t0,1\t204,204",
            "run\tPace\tburst\t50\t5250\t0\t0,1\t204,204",
            "run\tlimiter\tburst\t0\t5000\t1\t0,1\t204,429",
        ]);
        let facts = Facts::told(&Said::parse(["fact\tNode\t20"]));
        let shown = show(&read(&said).unwrap(), &facts);
        let table = "\
| jitter | 0 ms (least 5.00 s) | 50 ms (least 5.25 s) |
|---|---|---|
| Pace | 1.02, 2 | 1.00, 2 |
| limiter | 1.00, 2, 1 + 0, 1 |  |

Node 20";
        assert!(shown.ends_with(table), "{shown}");
        assert!(read(&Said::default()).is_err());
    }
}
