//! The definition of a custom field and how the API shows it. Values of fields are another matter (`values.rs`).
//!
//! <https://developers.kommo.com/reference/custom-fields>

use serde_json::{Map, Value, json};

use crate::hal;
use crate::store::Kind;

/// The type of a field, in Kommo's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FieldType {
    Text,
    Numeric,
    Checkbox,
    Select,
    Multiselect,
    Date,
    DateTime,
    Url,
    Textarea,
    Radiobutton,
    Birthday,
    Monetary,
    StreetAddress,
    TrackingData,
    Multitext,
}

impl FieldType {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Numeric => "numeric",
            Self::Checkbox => "checkbox",
            Self::Select => "select",
            Self::Multiselect => "multiselect",
            Self::Date => "date",
            Self::DateTime => "date_time",
            Self::Url => "url",
            Self::Textarea => "textarea",
            Self::Radiobutton => "radiobutton",
            Self::Birthday => "birthday",
            Self::Monetary => "monetary",
            Self::StreetAddress => "streetaddress",
            Self::TrackingData => "tracking_data",
            Self::Multitext => "multitext",
        }
    }

    /// True if a value is one of the field's own choices.
    pub(crate) fn is_choice(self) -> bool {
        matches!(self, Self::Select | Self::Multiselect | Self::Radiobutton)
    }

    /// True if the field holds more than one value.
    pub(crate) fn is_plural(self) -> bool {
        matches!(self, Self::Multiselect | Self::Multitext)
    }
}

/// One choice of a field, or one kind of phone or e-mail.
#[derive(Debug, Clone)]
pub(crate) struct Choice {
    pub(crate) id: u64,
    pub(crate) value: String,
    /// The code word of a phone's or e-mail's kind, such as `WORK`.
    pub(crate) code: Option<String>,
}

/// The definition of a custom field.
#[derive(Debug, Clone)]
pub(crate) struct Field {
    pub(crate) id: u64,
    pub(crate) name: &'static str,
    pub(crate) of_type: FieldType,
    pub(crate) code: Option<&'static str>,
    pub(crate) sort: u64,
    pub(crate) is_predefined: bool,
    pub(crate) choices: Vec<Choice>,
}

impl Field {
    pub(crate) fn choice(&self, id: u64) -> Option<&Choice> {
        self.choices.iter().find(|choice| choice.id == id)
    }

    /// The field as the API shows it.
    pub(crate) fn read(&self, kind: Kind, account_id: u64, base: &str) -> Value {
        let owner = kind.plural();
        let is_tracking = self.of_type == FieldType::TrackingData;
        let mut members = Map::new();
        let mut put = |name: &str, value: Value| members.insert(name.to_owned(), value);
        put("id", self.id.into());
        put("name", self.name.into());
        put("type", self.of_type.name().into());
        put("account_id", account_id.into());
        put("code", self.code.into());
        put("sort", self.sort.into());
        put("is_api_only", false.into());
        put("enums", self.read_choices());
        put("group_id", if is_tracking { "statistic".into() } else { Value::Null });
        put("required_statuses", json!([]));
        if kind == Kind::Leads {
            put("hidden_statuses", json!([]));
        }
        put("is_deletable", (!self.is_predefined).into());
        put("is_predefined", self.is_predefined.into());
        put("entity_type", owner.into());
        put("is_computed", false.into());
        put("tracking_callback", if is_tracking { "".into() } else { Value::Null });
        put("remind", if self.of_type == FieldType::Birthday { "never".into() } else { Value::Null });
        put("triggers", json!([]));
        put("currency", if self.of_type == FieldType::Monetary { "USD".into() } else { Value::Null });
        put("_links", hal::self_link(base, &format!("{owner}/custom_fields/{}", self.id)));
        members.into()
    }

    fn read_choices(&self) -> Value {
        if self.choices.is_empty() {
            return Value::Null;
        }
        let shown = self.choices.iter().zip(1_u64..).map(|(choice, place)| {
            let mut shown = json!({ "id": choice.id, "value": choice.value, "sort": place * 10 });
            // A phone's kind holds its code word in `value`, and `code` is missing there.
            if let (true, Some(members)) = (self.of_type.is_choice(), shown.as_object_mut()) {
                members.insert("code".to_owned(), choice.code.clone().into());
            }
            shown
        });
        shown.collect()
    }
}
