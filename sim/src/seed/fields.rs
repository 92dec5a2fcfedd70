//! The custom fields of a fresh account: every common type on leads, contacts and companies.

use std::collections::BTreeMap;

use crate::field::{Choice, Field, FieldType};
use crate::store::Kind;

use FieldType as T;

/// A field before it has ids: name, type, code of a predefined one, choices.
type Plan = (&'static str, FieldType, Option<&'static str>, &'static [&'static str]);

const LEADS: &[Plan] = &[
    ("Lead source", T::Select, None, &["Website", "Referral", "Trade show", "Cold call", "Advertising"]),
    ("Products", T::Multiselect, None, &["Chairs", "Desks", "Lighting", "Storage", "Acoustics"]),
    ("Delivery", T::Radiobutton, None, &["Pickup", "Courier", "Freight"]),
    ("Project code", T::Text, None, &[]),
    ("Seats", T::Numeric, None, &[]),
    ("Budget", T::Monetary, None, &[]),
    ("Contract signed", T::Checkbox, None, &[]),
    ("Expected close", T::Date, None, &[]),
    ("Demo at", T::DateTime, None, &[]),
    ("Proposal link", T::Url, None, &[]),
    ("Requirements", T::Textarea, None, &[]),
    ("Delivery address", T::StreetAddress, None, &[]),
    ("utm_source", T::TrackingData, Some("UTM_SOURCE"), &[]),
    ("utm_medium", T::TrackingData, Some("UTM_MEDIUM"), &[]),
    ("utm_campaign", T::TrackingData, Some("UTM_CAMPAIGN"), &[]),
    ("utm_content", T::TrackingData, Some("UTM_CONTENT"), &[]),
    ("utm_term", T::TrackingData, Some("UTM_TERM"), &[]),
    ("utm_referrer", T::TrackingData, Some("UTM_REFERRER"), &[]),
    ("referrer", T::TrackingData, Some("REFERRER"), &[]),
    ("gclid", T::TrackingData, Some("GCLID"), &[]),
];

const PHONES: Plan =
    ("Phone", T::Multitext, Some("PHONE"), &["WORK", "WORKDD", "MOB", "FAX", "HOME", "OTHER"]);
const EMAILS: Plan = ("Email", T::Multitext, Some("EMAIL"), &["WORK", "PRIV", "OTHER"]);

const CONTACTS: &[Plan] = &[
    ("Position", T::Text, Some("POSITION"), &[]),
    PHONES,
    EMAILS,
    ("Customer type", T::Select, None, &["New", "Returning", "VIP", "Partner"]),
    ("Interests", T::Multiselect, None, &["Chairs", "Desks", "Lighting", "Storage", "Acoustics"]),
    ("Preferred channel", T::Radiobutton, None, &["Phone", "Email", "WhatsApp"]),
    ("External ID", T::Text, None, &[]),
    ("Loyalty points", T::Numeric, None, &[]),
    ("Credit limit", T::Monetary, None, &[]),
    ("Newsletter", T::Checkbox, None, &[]),
    ("Birthday", T::Birthday, None, &[]),
    ("Customer since", T::Date, None, &[]),
    ("Last call at", T::DateTime, None, &[]),
    ("Website", T::Url, None, &[]),
    ("About", T::Textarea, None, &[]),
    ("Home address", T::StreetAddress, None, &[]),
];

const COMPANIES: &[Plan] = &[
    PHONES,
    EMAILS,
    ("Web", T::Url, Some("WEB"), &[]),
    ("Address", T::Textarea, Some("ADDRESS"), &[]),
    ("Industry", T::Select, None, &["Construction", "Education", "Healthcare", "Hospitality", "Software"]),
    ("Certifications", T::Multiselect, None, &["ISO 9001", "ISO 14001", "FSC"]),
    ("Account tier", T::Radiobutton, None, &["Bronze", "Silver", "Gold"]),
    ("Tax ID", T::Text, None, &[]),
    ("Employees", T::Numeric, None, &[]),
    ("Annual revenue", T::Monetary, None, &[]),
    ("Partner", T::Checkbox, None, &[]),
    ("Founded", T::Date, None, &[]),
    ("Next review", T::DateTime, None, &[]),
    ("Notes", T::Textarea, None, &[]),
    ("Billing address", T::StreetAddress, None, &[]),
];

/// The fields of each owner; ids ascend over all owners, as Kommo's do.
pub(super) fn fields(first_field: u64, first_choice: u64) -> BTreeMap<Kind, Vec<Field>> {
    let mut field_ids = (first_field..).step_by(2);
    let mut choice_ids = first_choice..;
    let mut make = |(&(name, field_type, code, choices), place): (&Plan, u64)| Field {
        id: field_ids.next().unwrap_or_default(),
        name,
        of_type: field_type,
        code,
        sort: 500 + place,
        is_predefined: code.is_some(),
        choices: choices
            .iter()
            .map(|&word| Choice {
                id: choice_ids.next().unwrap_or_default(),
                value: word.to_owned(),
                code: (field_type == T::Multitext).then(|| word.to_owned()),
            })
            .collect(),
    };
    [(Kind::Leads, LEADS), (Kind::Contacts, CONTACTS), (Kind::Companies, COMPANIES)]
        .map(|(kind, plans)| (kind, plans.iter().zip(1..).map(&mut make).collect()))
        .into()
}
