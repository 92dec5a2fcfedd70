//! What a tab remembers of what went out.

use super::driver::{Driver, ok, page, problem, too_many};
use crate::base::{Failure, Method, Path, Request, Response};
use crate::traffic::tabs::Tabs;
use crate::traffic::{
    Class, EXCHANGES_KEPT, End, Exchange, Fate, Input, Lane, Order, Outcome, Settings, Source,
};

fn alone() -> Driver<Tabs> {
    Driver::over(Tabs::alone(Settings::default()))
}

fn newest(driver: &Driver<Tabs>) -> Exchange {
    driver.traffic.monitor(driver.moment()).exchanges().next().cloned().unwrap()
}

fn all(driver: &Driver<Tabs>) -> Vec<Exchange> {
    driver.traffic.monitor(driver.moment()).exchanges().cloned().collect()
}

/// What is remembered of a request of this method after one answer.
#[track_caller]
fn check(method: Method, outcome: Result<Response, Failure>, class: Class, fate: Fate) {
    let mut driver = alone();
    let ticket = driver.submit(Lane::Click, method);
    driver.drain();
    driver.now_ms += 70;
    match outcome {
        Ok(response) => driver.answer(ticket, response),
        Err(failure) => driver.fail(ticket, failure),
    }
    let end = newest(&driver).end.unwrap();
    assert_eq!((end.class, end.fate, end.took_ms), (class, fate, 70));
    let second = driver.traffic.monitor(driver.moment()).seconds(1)[0];
    assert_eq!((second.starts, second.ended(class), second.flying()), (1, 1, 0));
}

#[test]
fn every_outcome_leaves_its_mark() {
    use Method::{Get, Post};
    check(Get, Ok(ok()), Class::Done, Fate::Delivered);
    check(Get, Ok(problem(304)), Class::NotModified, Fate::Delivered);
    check(Post, Ok(problem(422)), Class::Refused, Fate::Delivered);
    check(Post, Ok(too_many(5)), Class::RateLimited, Fate::WaitsForBreak);
    check(Post, Ok(page(403)), Class::Blocked, Fate::WaitsForUnblock);
    check(Post, Ok(problem(401)), Class::Refused, Fate::WaitsForSignIn);
    check(Post, Ok(page(504)), Class::ServerError, Fate::Unknown);
    check(Get, Ok(page(504)), Class::ServerError, Fate::Rests { for_ms: 1_000 });
    check(Get, Err(Failure::Lost), Class::Lost, Fate::Rests { for_ms: 1_000 });
    check(Post, Err(Failure::TimedOut), Class::Lost, Fate::Unknown);
    check(Post, Err(Failure::NotSent), Class::Lost, Fate::WaitsForNetwork);
}

#[test]
fn an_exchange_says_who_asked_for_what() {
    let mut driver = alone();
    let path = Path::api(&["leads", "12"]).with("query", "ann");
    let request = Request::write(Method::Patch, path, "{}".to_owned());
    driver.traffic.submit(driver.moment(), Order::new(Lane::Screen, "lead card"), request);
    driver.now_ms += 5;
    driver.drain();
    let flying = newest(&driver);
    assert_eq!((flying.path.as_str(), flying.query.as_str()), ("/api/v4/leads/12", "query=ann"));
    assert_eq!((flying.method, flying.sent_bytes, flying.attempt), (Method::Patch, 2, 1));
    assert_eq!((flying.lane, flying.asker, flying.source), (Lane::Screen, "lead card", Source::Network));
    assert_eq!((flying.started, flying.end), (driver.moment(), None));

    driver.answer(flying.ticket.unwrap(), Response { body: "Straße".into(), ..ok() });
    let outcome = Outcome::Answered { status: 200, is_json: true };
    let end = End { took_ms: 0, outcome, class: Class::Done, fate: Fate::Delivered, bytes: 7 };
    assert_eq!(newest(&driver).end, Some(end));
}

#[test]
fn each_try_is_an_exchange_of_its_own() {
    let mut driver = alone();
    let read = driver.read();
    driver.drain();
    driver.answer(read, page(504));
    driver.run(1_000);
    driver.fail(read, Failure::Lost);
    driver.run(2_000);
    let tries: Vec<_> = all(&driver)
        .iter()
        .map(|one| (one.attempt, one.end.and_then(|end| end.outcome.status()), one.end.is_some()))
        .collect();
    assert_eq!(tries, [(3, None, false), (2, None, true), (1, Some(504), true)]);
}

#[test]
fn a_right_that_is_lacking_is_told_and_what_nobody_wants_is_dropped() {
    let mut driver = alone();
    let (refused, taken) = (driver.read(), driver.read());
    driver.drain();
    driver.answer(taken, ok());
    driver.answer(refused, problem(401));
    assert_eq!(all(&driver)[1].end.unwrap().fate, Fate::WaitsForSignIn);
    driver.run(1_000);
    driver.answer(refused, problem(401));
    assert_eq!(newest(&driver).end.unwrap().fate, Fate::Delivered);

    let unwanted = driver.read();
    driver.drain();
    driver.input(Input::Cancel(unwanted));
    driver.answer(unwanted, ok());
    assert_eq!(newest(&driver).end.unwrap().fate, Fate::Dropped);
}

#[test]
fn what_is_too_old_is_forgotten() {
    let mut driver = alone();
    driver.latency_ms = Some(0);
    let hanging = driver.read();
    driver.latency_ms = None;
    driver.drain();
    driver.latency_ms = Some(0);
    driver.bulk(EXCHANGES_KEPT + 5);
    driver.run(200_000);
    let exchanges = all(&driver);
    assert_eq!(exchanges.len(), EXCHANGES_KEPT);
    assert_eq!(exchanges[0].number, EXCHANGES_KEPT as u64 + 6);
    assert!(exchanges.windows(2).all(|pair| pair[0].number == pair[1].number + 1));
    // Its end is told to nobody's surprise.
    driver.answer(hanging, ok());
    assert!(all(&driver).iter().all(|one| one.ticket != Some(hanging)));
}

#[test]
fn what_was_saved_is_counted() {
    let mut driver = alone();
    let read = driver.read();
    driver.drain();
    driver.answer(read, Response { status: 304, ..Response::default() });
    let saved = driver.traffic.monitor(driver.moment()).saved;
    assert_eq!((saved.spared, saved.not_modified), (0, 1));
}

#[test]
fn a_clock_that_jumps_leaves_no_second_behind_or_ahead() {
    let mut driver = alone();
    driver.latency_ms = Some(0);
    driver.reads(3);
    driver.run(100);
    let starts = |driver: &Driver<Tabs>| {
        let seconds = driver.traffic.monitor(driver.moment()).seconds(60);
        seconds.iter().map(|second| second.starts).sum::<u32>()
    };
    assert_eq!(starts(&driver), 3);
    driver.behind_ms = 500_000;
    driver.run(100);
    assert_eq!(starts(&driver), 3, "set back, the engine's time goes on from where it was");
    driver.freeze(1_000_000_000);
    assert_eq!(starts(&driver), 0);
    driver.reads(1);
    driver.run(100);
    assert_eq!(starts(&driver), 1);
}
