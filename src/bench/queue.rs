//! What the queue costs in processor time, on a virtual clock: nothing is sent and nothing is waited for.

use crate::base::{Moment, Path, Request, Response};
use crate::traffic::{Input, Lane, Order, Output, Settings, Ticket, Traffic};

/// How long each answer takes on the virtual clock.
const ANSWER_MS: u64 = 20;

/// What so many requests cost.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct QueueCost {
    /// Requests.
    pub jobs: u32,
    /// Milliseconds to line all of them up.
    pub submit_ms: f64,
    /// Milliseconds to send, answer and deliver all of them.
    pub drain_ms: f64,
    /// How often the engine was asked for that what is to be done.
    pub polls: u32,
    /// Milliseconds to cancel as many that wait, and to deliver that.
    pub cancel_ms: f64,
}

/// Measures with a clock of the host's, which tells milliseconds.
#[must_use]
pub fn measure(jobs: u32, clock_ms: impl Fn() -> f64) -> QueueCost {
    let mut cost = QueueCost { jobs, ..QueueCost::default() };
    let before = clock_ms();
    let (mut traffic, _) = submit(jobs);
    let submitted = clock_ms();
    cost.submit_ms = submitted - before;
    cost.polls = drain(&mut traffic, jobs);
    cost.drain_ms = clock_ms() - submitted;

    let (mut traffic, tickets) = submit(jobs);
    let before = clock_ms();
    cancel(&mut traffic, &tickets);
    cost.cancel_ms = clock_ms() - before;
    cost
}

fn submit(jobs: u32) -> (Traffic, Vec<Ticket>) {
    let mut traffic = Traffic::new(Settings::default());
    let request = Request::get(Path::api(&["account"]));
    let order = Order::new(Lane::Bulk, "bench").fresh();
    let now = Moment::from_ms(0);
    let tickets = (0..jobs).map(|_| traffic.submit(now, order, request.clone())).collect();
    (traffic, tickets)
}

/// Sends all, answers each with success; gives the number of polls.
fn drain(traffic: &mut Traffic, jobs: u32) -> u32 {
    let (mut now, mut polls, mut delivered) = (Moment::from_ms(0), 0, 0);
    let answer = Response { status: 200, content_type: "application/json".into(), ..Response::default() };
    while delivered < jobs {
        polls += 1;
        match traffic.poll(now) {
            Output::Send(ticket, _) => {
                now = now.plus_ms(ANSWER_MS);
                traffic.handle(now, Input::Answered(ticket, answer.clone()));
            }
            Output::Deliver(..) => delivered += 1,
            Output::Sleep(Some(moment)) => now = now.max(moment),
            // It waits for an answer, and there is none to come.
            Output::Sleep(None) => break,
        }
    }
    polls
}

fn cancel(traffic: &mut Traffic, tickets: &[Ticket]) {
    let now = Moment::from_ms(0);
    for ticket in tickets {
        traffic.handle(now, Input::Cancel(*ticket));
    }
    for _ in tickets {
        traffic.poll(now);
    }
}

/// [`measure`] for pages: `{ jobs, submit_ms, drain_ms, polls, cancel_ms }`.
#[cfg(feature = "web")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn queue_cost(jobs: u32) -> Result<js_sys::Object, wasm_bindgen::JsValue> {
    let cost = measure(jobs, crate::web::clock::monotonic_ms);
    let object = js_sys::Object::new();
    for (name, value) in [
        ("jobs", f64::from(cost.jobs)),
        ("submit_ms", cost.submit_ms),
        ("drain_ms", cost.drain_ms),
        ("polls", f64::from(cost.polls)),
        ("cancel_ms", cost.cancel_ms),
    ] {
        js_sys::Reflect::set(&object, &name.into(), &value.into())?;
    }
    Ok(object)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_is_drained_and_all_is_cancelled() {
        let (mut traffic, _) = submit(30);
        assert!(drain(&mut traffic, 30) >= 60, "each is sent and delivered");
        assert_eq!(traffic.stats(Moment::from_ms(0)).outcomes.done, 30);
        let (mut traffic, tickets) = submit(30);
        cancel(&mut traffic, &tickets);
        assert_eq!(traffic.stats(Moment::from_ms(0)).waiting.bulk, 0);
        assert_eq!(traffic.poll(Moment::from_ms(0)), Output::Sleep(None));
    }
}
