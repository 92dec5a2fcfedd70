//! Reads the write of a lead. It checks against the account and changes nothing.

use serde_json::Value;

use super::Lead;
use crate::card::CardDraft;
use crate::pipelines::{LOST, StageWish, settle};
use crate::store::{Kind, Store};
use crate::validate::{Fault, Findings, Members};

/// What a write does to the reason for losing the lead.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum ReasonChange {
    #[default]
    Keep,
    Clear,
    Set(u64),
}

/// A checked write of a lead.
#[derive(Debug, Clone, Default)]
pub(crate) struct LeadDraft {
    pub(crate) card: CardDraft,
    pub(crate) price_minor: Option<i64>,
    /// Pipeline and status after the write, if it names any.
    pub(crate) stage: Option<(u64, u64)>,
    pub(crate) loss_reason: ReasonChange,
    pub(crate) closed_at: Option<i64>,
    /// Contacts to link, each with whether it is the main one.
    pub(crate) contacts: Vec<(u64, bool)>,
    pub(crate) company_id: Option<u64>,
}

impl LeadDraft {
    pub(super) fn parse(
        item: &mut Members<'_>,
        current: Option<&Lead>,
        store: &Store,
        findings: &mut Findings,
    ) -> Self {
        let mut embedded = item.object("_embedded", findings);
        let is_update = current.is_some();
        let mut draft = Self {
            card: CardDraft::parse(item, embedded.as_mut(), Kind::Leads, is_update, store, findings),
            price_minor: parse_price(item, findings),
            stage: parse_stage(item, current, store, findings),
            loss_reason: parse_loss_reason(item, store, findings),
            closed_at: item.int("closed_at", findings),
            ..Self::default()
        };
        let status_id = draft.stage.map(|(_, status)| status).or(current.map(|lead| lead.status_id));
        if matches!(draft.loss_reason, ReasonChange::Set(_)) && status_id != Some(LOST) {
            findings.broken_rules.push("Loss reason can be specified only for lost lead");
        }
        if let Some(mut embedded) = embedded {
            // Links of a lead that exists change by a method of their own.
            if !is_update {
                draft.contacts = parse_contacts(&mut embedded, store, findings);
                draft.company_id = parse_company(&mut embedded, store, findings);
            }
            embedded.finish(findings);
        }
        draft
    }
}

/// Prices beyond this are refused, so that hundredths of them still count exactly.
const LARGEST_PRICE: i64 = 1_000_000_000_000;

fn parse_price(item: &mut Members<'_>, findings: &mut Findings) -> Option<i64> {
    let value = item.value("price", findings)?;
    let minor = match value.as_i64() {
        Some(whole) => whole.checked_mul(100),
        None => value.as_f64().and_then(hundredths),
    };
    let minor = minor.filter(|minor| (-LARGEST_PRICE * 100..=LARGEST_PRICE * 100).contains(minor));
    if minor.is_none() {
        findings.add(item.path("price"), Fault::InvalidType("int"));
    }
    minor
}

/// Reads the number's decimal writing, because a cast of a float would lose what does not fit.
fn hundredths(price: f64) -> Option<i64> {
    format!("{:.0}", price * 100.0).parse().ok()
}

fn parse_stage(
    item: &mut Members<'_>,
    current: Option<&Lead>,
    store: &Store,
    findings: &mut Findings,
) -> Option<(u64, u64)> {
    let pipelines = &store.pipelines;
    let is_pipeline = |id| pipelines.iter().any(|pipeline| pipeline.id == id);
    let is_status = |id| pipelines.iter().any(|pipeline| pipeline.status(id).is_some());
    let wish = StageWish {
        pipeline_id: item.id("pipeline_id", findings, is_pipeline),
        status_id: item.id("status_id", findings, is_status),
    };
    if wish == StageWish::default() {
        return None;
    }
    let stage = settle(pipelines, wish, current.map(|lead| (lead.pipeline_id, lead.status_id)));
    if stage.is_none() {
        findings.add(item.path("status_id"), Fault::NotSupportedChoice);
    }
    stage
}

fn parse_loss_reason(item: &mut Members<'_>, store: &Store, findings: &mut Findings) -> ReasonChange {
    let is_known = |id| store.loss_reasons.iter().any(|reason| reason.id == id);
    match item.any("loss_reason_id") {
        None => ReasonChange::Keep,
        Some(Value::Null) => ReasonChange::Clear,
        Some(_) => {
            item.id("loss_reason_id", findings, is_known).map_or(ReasonChange::Keep, ReasonChange::Set)
        }
    }
}

fn parse_contacts(embedded: &mut Members<'_>, store: &Store, findings: &mut Findings) -> Vec<(u64, bool)> {
    let parse_one = |(index, entry): (usize, &Value), findings: &mut Findings| {
        let mut contact = linked(entry, format!("_embedded.contacts.{index}"), findings)?;
        let id = require_id(&mut contact, Kind::Contacts, store, findings);
        let is_main = contact.boolean("is_main", findings).unwrap_or(false);
        contact.finish(findings);
        Some((id?, is_main))
    };
    let list = embedded.list("contacts", findings).map_or(&[][..], Vec::as_slice);
    list.iter().enumerate().filter_map(|entry| parse_one(entry, findings)).collect()
}

fn parse_company(embedded: &mut Members<'_>, store: &Store, findings: &mut Findings) -> Option<u64> {
    let list = embedded.list("companies", findings)?;
    if list.len() > 1 {
        findings.add(embedded.path("companies"), Fault::TooMany(1));
        return None;
    }
    let mut company = linked(list.first()?, "_embedded.companies.0".to_owned(), findings)?;
    let id = require_id(&mut company, Kind::Companies, store, findings);
    company.finish(findings);
    id
}

fn linked<'a>(entry: &'a Value, path: String, findings: &mut Findings) -> Option<Members<'a>> {
    let Some(object) = entry.as_object() else {
        findings.add(path, Fault::InvalidType("array"));
        return None;
    };
    Some(Members::new(object, path))
}

fn require_id(members: &mut Members<'_>, kind: Kind, store: &Store, findings: &mut Findings) -> Option<u64> {
    if members.any("id").is_none() {
        findings.add(members.path("id"), Fault::FieldMissing);
        return None;
    }
    members.id("id", findings, |id| store.has(kind, id))
}
