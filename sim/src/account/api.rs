//! An API request from its arrival to its answer: the doors, the faults, the log, the reads and writes. How the account
//! holds together is its parent's matter.

use super::{Account, Late};
use crate::batch::Batch;
use crate::exchange::{LogLine, Reply, Request, Response};
use crate::faults::{RetryAfter, Stored, Trouble};
use crate::page::Asked;
use crate::route::Route;
use crate::session::signed_in;
use crate::steps::{Form, count_items};
use crate::store::Kind;
use crate::target::Target;
use crate::{custom_fields, page, pipelines, problem, profile, users};

impl Account {
    pub(super) fn answer_api(&mut self, request: &Request, target: &Target) -> Reply {
        let refusal = self.refuse();
        let delay_ms = self.faults.service_ms(&target.path, refusal.is_some(), &mut self.services);
        let response = match refusal {
            Some(refusal) => Some(refusal),
            None => self.serve(request, target),
        };
        self.log.push(LogLine {
            at_ms: self.now_ms,
            method: request.method.clone(),
            path: target.path.clone(),
            query: target.raw_query.clone(),
            status: response.as_ref().map_or(0, |response| response.status),
            bytes: response.as_ref().map_or(0, |response| response.body.len()),
            items: count_items(request),
            conditional: request.header("if-modified-since").is_some(),
        });
        let response = response.map(|response| self.with_id(response));
        self.reply(response, delay_ms)
    }

    /// Kommo's page reads the same entities by addresses of its own, `/ajax/v4/…`. They are taken not to
    /// count as API requests: neither limited nor logged, but blocked with all others.
    pub(super) fn answer_page(&mut self, request: &Request) -> Response {
        let target = Target::parse(&request.target.replacen("/ajax/", "/api/", 1));
        let served = match request.method.as_str() {
            _ if self.faults.block => Some(problem::html(403)),
            "GET" => self.serve(request, &target),
            _ => None,
        };
        let response = served.unwrap_or_else(problem::no_method);
        self.with_id(response)
    }

    /// The doors that an API request passes before it is served.
    fn refuse(&mut self) -> Option<Response> {
        let is_within_rate = self.rate.arrive(self.now_ms);
        if self.faults.meets_block() {
            return Some(problem::html(403));
        }
        if !is_within_rate {
            self.faults.block = self.rate.offend(self.now_ms);
            let wait_s = self.faults.wait_s(&mut self.chance);
            return Some(problem::too_many_requests(RetryAfter::Body(wait_s)));
        }
        // What others have used up is no offence of this client.
        self.faults.meets_storm(&mut self.chance).map(problem::too_many_requests)
    }

    /// What follows once a request may come in at all; `None` drops the connection.
    fn serve(&mut self, request: &Request, target: &Target) -> Option<Response> {
        if self.faults.signed_out || !signed_in(request) {
            return Some(problem::unauthorized());
        }
        let Some(route) = Route::parse(&target.segments()) else {
            return Some(problem::no_path(&request.method, &self.store.base, &target.path));
        };
        if !route.has_method(&request.method) {
            return Some(problem::no_method());
        }
        if self.faults.no_rights.iter().any(|name| name == route.resource()) {
            return Some(problem::problem(403, "You do not have rights for this action"));
        }
        match (request.method.as_str(), route) {
            ("POST", Route::Entities(kind)) => self.write(kind, Form::Add, &request.body),
            ("PATCH", Route::Entities(kind)) => self.write(kind, Form::UpdateMany, &request.body),
            ("PATCH", Route::Entity(kind, id)) => self.write(kind, Form::UpdateOne(id), &request.body),
            _ => self.read(route, request, target),
        }
    }

    fn read(&mut self, route: Route, request: &Request, target: &Target) -> Option<Response> {
        match self.faults.draw(&mut self.chance, None) {
            Trouble::ServerError { status, .. } => return Some(problem::server_error(status)),
            Trouble::LostAnswer { .. } => return None,
            Trouble::Nothing | Trouble::GatewayTimeout { .. } => {}
        }
        let store = &self.store;
        let since = request.header("if-modified-since").filter(|_| !self.faults.ignore_if_modified_since);
        let has_filters = !self.faults.ignore_filters;
        Some(match route {
            Route::Account => profile::read(store, target, self.now_s()),
            Route::Users => users::list(store, target),
            Route::User(id) => users::one(store, id, target),
            Route::Pipelines => pipelines::list(store),
            Route::Pipeline(id) => pipelines::one(store, id),
            Route::Statuses(id) => pipelines::statuses(store, id),
            Route::Status(id, status_id) => pipelines::status(store, id, status_id),
            Route::Fields(kind) => custom_fields::list(store, kind, target),
            Route::Field(kind, id) => custom_fields::one(store, kind, id),
            Route::Entities(kind) => page::list(kind, store, &Asked { target, since, has_filters }),
            Route::Entity(kind, id) => page::one(kind, store, id, target),
        })
    }

    fn write(&mut self, kind: Kind, form: Form, body: &[u8]) -> Option<Response> {
        let mut batch = match Batch::parse(kind, form, body, &self.store) {
            Ok(batch) => batch,
            Err(refusal) => {
                let is_lost = matches!(self.faults.draw(&mut self.chance, None), Trouble::LostAnswer { .. });
                return (!is_lost).then_some(refusal);
            }
        };
        let now_s = self.now_s();
        match self.faults.draw(&mut self.chance, Some(batch.len())) {
            Trouble::Nothing => Some(batch.commit(form, &mut self.store, now_s)),
            Trouble::GatewayTimeout { stored, late_ms } => {
                let kept = match stored {
                    Stored::None => 0,
                    Stored::Half => batch.len() / 2,
                    Stored::All => batch.len(),
                };
                batch.truncate(kept);
                self.late.push(Late { due_ms: self.now_ms.saturating_add(late_ms), batch, form });
                self.land_late();
                Some(problem::html(504))
            }
            Trouble::ServerError { stored, status } => {
                if stored {
                    batch.commit(form, &mut self.store, now_s);
                }
                Some(problem::server_error(status))
            }
            Trouble::LostAnswer { stored } => {
                if stored {
                    batch.commit(form, &mut self.store, now_s);
                }
                None
            }
        }
    }
}
