//! Reads a set of faults and refuses what it does not know: a misspelt fault would make a test prove nothing.

use serde_json::Value;
use thiserror::Error;

use super::Faults;

/// Why a set of faults was not taken.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub(crate) enum FaultsError {
    #[error("the faults are no JSON object: {0}")]
    Shape(String),
    #[error("unknown members: {}", .0.join(", "))]
    UnknownMembers(Vec<String>),
    #[error("{0} must lie between 0 and 1")]
    Probability(&'static str),
    #[error("server_error.status must lie between 500 and 599")]
    Status,
    #[error("slow_paths.path must begin with /api/: {0}")]
    SlowPath(String),
    #[error("unknown resources in no_rights: {}", .0.join(", "))]
    UnknownResources(Vec<String>),
}

/// The members of the set and those of each fault.
const MEMBERS: [(&str, &[&str]); 15] = [
    ("gateway_timeout", &["above", "stored", "late_ms", "probability"]),
    ("block", &[]),
    ("block_after", &[]),
    ("lost_answer", &["probability", "stored"]),
    ("server_error", &["probability", "stored", "status"]),
    ("arrival_jitter_ms", &[]),
    ("latency_ms", &[]),
    ("latency_spread_ms", &[]),
    ("slow_paths", &["path", "latency_ms"]),
    ("storm", &["probability", "retry_after_s", "header", "html"]),
    ("ignore_if_modified_since", &[]),
    ("ignore_filters", &[]),
    ("signed_out", &[]),
    ("no_rights", &[]),
    ("retry_after_s", &[]),
];

/// The resources that a right can be missing for.
const RESOURCES: [&str; 8] =
    ["account", "users", "pipelines", "custom_fields", "leads", "contacts", "companies", "tasks"];

impl Faults {
    pub(crate) fn parse(body: &[u8]) -> Result<Self, FaultsError> {
        let value: Value =
            serde_json::from_slice(body).map_err(|error| FaultsError::Shape(error.to_string()))?;
        let unknown = unknown_members(&value)?;
        if !unknown.is_empty() {
            return Err(FaultsError::UnknownMembers(unknown));
        }
        let faults: Self =
            serde_json::from_value(value).map_err(|error| FaultsError::Shape(error.to_string()))?;
        faults.check()?;
        Ok(faults)
    }

    fn check(&self) -> Result<(), FaultsError> {
        let probabilities = [
            ("gateway_timeout.probability", self.gateway_timeout.as_ref().map(|fault| fault.probability)),
            ("lost_answer.probability", self.lost_answer.as_ref().map(|fault| fault.probability)),
            ("server_error.probability", self.server_error.as_ref().map(|fault| fault.probability)),
            ("storm.probability", self.storm.as_ref().map(|fault| fault.probability)),
        ];
        let is_wrong = |probability: Option<f64>| probability.is_some_and(|one| !(0.0..=1.0).contains(&one));
        if let Some((name, _)) = probabilities.into_iter().find(|&(_, probability)| is_wrong(probability)) {
            return Err(FaultsError::Probability(name));
        }
        if self.server_error.as_ref().is_some_and(|fault| !(500..=599).contains(&fault.status)) {
            return Err(FaultsError::Status);
        }
        if let Some(slow) = self.slow_paths.iter().find(|slow| !slow.path.starts_with("/api/")) {
            return Err(FaultsError::SlowPath(slow.path.clone()));
        }
        let is_unknown = |name: &&String| !RESOURCES.contains(&name.as_str());
        let unknown: Vec<String> = self.no_rights.iter().filter(is_unknown).cloned().collect();
        if unknown.is_empty() { Ok(()) } else { Err(FaultsError::UnknownResources(unknown)) }
    }
}

fn unknown_members(value: &Value) -> Result<Vec<String>, FaultsError> {
    let object = value.as_object().ok_or_else(|| FaultsError::Shape("not an object".to_owned()))?;
    let mut unknown = Vec::new();
    for (name, value) in object {
        let Some((_, inner)) = MEMBERS.iter().find(|(known, _)| known == name) else {
            unknown.push(name.clone());
            continue;
        };
        // A fault is an object, or a list of them.
        let faults = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
        let keys = faults.iter().filter_map(Value::as_object).flat_map(|fault| fault.keys());
        unknown.extend(keys.filter(|key| !inner.contains(&key.as_str())).map(|key| format!("{name}.{key}")));
    }
    Ok(unknown)
}
