//! Kommo's identifiers as distinct types, so that a lead's id cannot stand where a user's is meant.

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
        )]
        #[serde(transparent)]
        pub struct $name(pub u64);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    )*};
}

ids! {
    /// A lead, contact, company or task: whatever an import adds.
    EntityId,
    /// A user of the account; 0 is Kommo's robot.
    UserId,
    /// A pipeline of leads.
    PipelineId,
    /// A stage of a pipeline; 142 (won) and 143 (lost) exist in every one.
    StatusId,
    /// A custom field.
    FieldId,
    /// One option of a select field.
    EnumId,
    /// A type of task.
    TaskTypeId,
}
