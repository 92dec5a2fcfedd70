//! What is sent with every type of field is recognised in what the simulated account reads back.

use kommo_pace::api::custom_fields::{self, Field, FieldKind};
use kommo_pace::api::value::{FieldWrite, WriteValue};
use kommo_pace::api::{Call, Tag, companies, contacts, leads, pipelines, tasks};
use kommo_pace::base::id::UserId;
use kommo_pace::base::{Request, Response};
use kommo_pace::transfer::draft::Draft;
use kommo_pace::transfer::lookup::{Fit, Found, fit};
use serde_json::json;

use super::network::Network;
use super::scenario::Scenario;

/// 2026-03-08 00:30 in New York: a day of 23 hours, and not its first second.
const DATE: i64 = 1_772_947_800;

fn ask<C: Call>(network: &mut Network, call: &C) -> C::Output {
    let request: Request = call.request().unwrap();
    let response: Response = network.ask(&request);
    call.decode(&response).unwrap_or_else(|error| panic!("{error:?}: {}", response.body))
}

/// A value of the field, unless its type is one that is not written.
fn value(field: &Field) -> Option<FieldWrite> {
    let plain = |value| WriteValue { value: Some(value), ..WriteValue::default() };
    let option =
        |index: usize| WriteValue { enum_id: field.enums.get(index).map(|one| one.id), ..Default::default() };
    let values = match field.kind {
        FieldKind::Text | FieldKind::Textarea | FieldKind::Streetaddress => {
            vec![plain(json!("  two  words "))]
        }
        FieldKind::Numeric => vec![plain(json!(12.5))],
        FieldKind::Monetary | FieldKind::Price => vec![plain(json!("9.90"))],
        FieldKind::Checkbox => vec![plain(json!(true))],
        FieldKind::Select | FieldKind::Radiobutton => vec![option(0)],
        FieldKind::Multiselect => vec![option(0), option(1)],
        FieldKind::Date | FieldKind::DateTime | FieldKind::Birthday => vec![plain(json!(DATE))],
        FieldKind::Url => vec![plain(json!("https://example.com/a?b=c"))],
        FieldKind::Multitext => {
            let text = if field.code.as_deref() == Some("EMAIL") { "a@example.com" } else { "+1 555 0100" };
            vec![WriteValue { value: Some(json!(text)), enum_code: Some("WORK".into()), enum_id: None }]
        }
        _ => return None,
    };
    Some(FieldWrite { field_id: field.id, values })
}

fn fields(network: &mut Network, owner: custom_fields::Owner) -> Vec<FieldWrite> {
    let page = ask(network, &custom_fields::List::new(owner, 1));
    let values: Vec<_> = page.items.iter().filter_map(value).collect();
    assert!(values.len() > 3, "{values:?}");
    values
}

fn tags() -> Vec<Tag> {
    ["web", "Über uns"].map(|name| Tag { name: name.into() }).to_vec()
}

macro_rules! reads_back {
    ($module:ident, $kind:ident, $network:ident, $sent:expr) => {{
        let sent = $sent;
        let added = ask(&mut $network, &$module::Add { items: vec![sent.clone()] });
        let found = ask(&mut $network, &$module::Get::new(added[0].id)).unwrap();
        let draft = Draft::$kind(sent);
        let found = Found::$kind(found);
        assert_eq!(fit(&draft, &found), Fit::Exactly, "{draft:#?}\n{found:#?}");
    }};
}

fn network() -> Network {
    Network::new(1, &Scenario::new(0))
}

#[test]
fn leads_read_back() {
    let mut network = network();
    let custom_fields_values = fields(&mut network, custom_fields::Owner::Leads);
    let pipeline = ask(&mut network, &pipelines::List).remove(0);
    let status = pipeline.statuses.iter().find(|status| status.kind == 0).unwrap();
    reads_back!(
        leads,
        Lead,
        network,
        leads::New {
            name: Some("Boat \u{a0}refit <b>&amp;</b>".into()),
            price: Some(1_200),
            pipeline_id: Some(pipeline.id),
            status_id: Some(status.id),
            responsible_user_id: Some(UserId(network.current_user())),
            custom_fields_values,
            tags_to_add: tags(),
            request_id: None,
        }
    );
    reads_back!(leads, Lead, network, leads::New { name: Some("Bare".into()), ..Default::default() });
}

#[test]
fn contacts_read_back() {
    let mut network = network();
    let custom_fields_values = fields(&mut network, custom_fields::Owner::Contacts);
    let [name, first_name, last_name] = ["Ann Lee", "Ann", "Lee"].map(|part| Some(part.to_owned()));
    reads_back!(
        contacts,
        Contact,
        network,
        contacts::New { name: name.clone(), custom_fields_values, tags_to_add: tags(), ..Default::default() }
    );
    reads_back!(
        contacts,
        Contact,
        network,
        contacts::New { first_name: first_name.clone(), last_name: last_name.clone(), ..Default::default() }
    );
    reads_back!(
        contacts,
        Contact,
        network,
        contacts::New { first_name: first_name.clone(), ..Default::default() }
    );
    reads_back!(
        contacts,
        Contact,
        network,
        contacts::New { name, first_name, last_name, ..Default::default() }
    );
}

#[test]
fn companies_read_back() {
    let mut network = network();
    let custom_fields_values = fields(&mut network, custom_fields::Owner::Companies);
    reads_back!(
        companies,
        Company,
        network,
        companies::New {
            name: Some("Dock".into()),
            custom_fields_values,
            tags_to_add: tags(),
            ..Default::default()
        }
    );
}

#[test]
fn tasks_read_back() {
    let mut network = network();
    reads_back!(
        tasks,
        Task,
        network,
        tasks::New { text: "Call".into(), complete_till: DATE, ..Default::default() }
    );
}
