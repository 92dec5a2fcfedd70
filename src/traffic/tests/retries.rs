//! Outcomes that nobody can be sure of: reads go again, writes never.

use super::driver::{Driver, ok, page, problem};
use crate::base::http::Unsure;
use crate::base::{Delivery, Failure, Response};
use crate::traffic::Input;

fn outcomes() -> Vec<(Result<Response, Failure>, Unsure)> {
    vec![
        (Ok(page(504)), Unsure::GatewayTimeout),
        (Ok(page(502)), Unsure::ServerError(502)),
        (Ok(problem(500)), Unsure::ServerError(500)),
        (Err(Failure::Lost), Unsure::AnswerLost),
        (Err(Failure::TimedOut), Unsure::TimedOut),
    ]
}

#[test]
fn an_unsure_write_is_told_at_once_and_never_goes_again() {
    for (outcome, unsure) in outcomes() {
        let mut driver = Driver::new();
        let write = driver.write();
        driver.drain();
        driver.input(match outcome {
            Ok(response) => Input::Answered(write, response),
            Err(failure) => Input::Failed(write, failure),
        });
        driver.run(600_000);
        assert_eq!(driver.told, [(write, Delivery::Unknown(unsure))]);
        assert_eq!(driver.sent.len(), 1);
    }
}

#[test]
fn an_unsure_read_goes_again_three_times_and_others_do_not_wait_for_it() {
    for (outcome, _) in outcomes() {
        let mut driver = Driver::new();
        let read = driver.read();
        driver.drain();
        for after_ms in [1_000, 2_000, 4_000] {
            assert_eq!(driver.newly_sent(), [read]);
            driver.input(match outcome.clone() {
                Ok(response) => Input::Answered(read, response),
                Err(failure) => Input::Failed(read, failure),
            });
            let other = driver.read();
            driver.drain();
            assert_eq!(driver.newly_sent(), [other]);
            driver.answer(other, ok());
            driver.run(after_ms - 1);
            assert_eq!(driver.newly_sent(), []);
            driver.run(1);
        }
        driver.told.clear();
        let told = match outcome {
            Ok(response) => {
                driver.answer(read, response.clone());
                Delivery::Answered(response)
            }
            Err(failure) => {
                driver.fail(read, failure);
                Delivery::Failed(failure)
            }
        };
        driver.run(600_000);
        assert_eq!(driver.told, [(read, told)]);
        assert_eq!(driver.newly_sent(), [read]);
    }
}

#[test]
fn a_missing_right_is_told_to_its_asker_and_stops_nobody() {
    let mut driver = Driver::new();
    let (write, other) = (driver.write(), driver.read());
    driver.drain();
    driver.answer(write, problem(403));
    driver.answer(other, ok());
    driver.read();
    driver.drain();
    assert_eq!(driver.told[0], (write, Delivery::Answered(problem(403))));
    assert_eq!(driver.sent.len(), 3);
}
