//! How the cells of a custom field are read, by the field's type.

use crate::api::custom_fields::{Field, FieldKind};

/// The ways to read a cell for a custom field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::transfer) enum Form {
    /// One text within Kommo's limit for lines.
    Line,
    /// Any text.
    Text,
    /// Phones.
    Phones,
    /// E-mail addresses.
    Emails,
    /// Other means of contact, as they are.
    Contacts,
    /// A number.
    Number,
    /// Yes or no.
    YesNo,
    /// A day.
    Day,
    /// A day with its time.
    Moment,
    /// A web address.
    WebAddress,
    /// One of the field's options.
    OneOption,
    /// Any of the field's options.
    Options,
}

impl Form {
    /// The way for this field; `None` if it cannot be written by this product yet.
    pub(in crate::transfer) fn of(field: &Field) -> Option<Self> {
        Some(match field.kind {
            FieldKind::Text => Self::Line,
            FieldKind::Textarea | FieldKind::Streetaddress | FieldKind::TrackingData => Self::Text,
            FieldKind::Multitext => match field.code.as_deref() {
                Some("PHONE") => Self::Phones,
                Some("EMAIL") => Self::Emails,
                _ => Self::Contacts,
            },
            FieldKind::Numeric | FieldKind::Monetary => Self::Number,
            FieldKind::Checkbox => Self::YesNo,
            FieldKind::Date | FieldKind::Birthday => Self::Day,
            FieldKind::DateTime => Self::Moment,
            FieldKind::Url => Self::WebAddress,
            FieldKind::Select | FieldKind::Radiobutton => Self::OneOption,
            FieldKind::Multiselect => Self::Options,
            FieldKind::SmartAddress
            | FieldKind::LegalEntity
            | FieldKind::Price
            | FieldKind::Category
            | FieldKind::File
            | FieldKind::Other(_) => return None,
        })
    }

    /// Whether several columns may go to one field of this form.
    pub(in crate::transfer) const fn takes_columns(self) -> bool {
        matches!(self, Self::Phones | Self::Emails | Self::Contacts)
    }
}
