//! What the second step shows. It changes nothing.

use super::{Columns, Mapped};
use crate::app::explain;
use crate::app::import::ReadOptions;
use crate::app::import::problems::heading;
use crate::app::import::rules;
use crate::app::text::{Catalogue, Text, text};
use crate::app::trouble::{Remedy, Trouble};
use crate::app::view::{Choice, ColumnView, ColumnsView, Notice, Tone};
use crate::transfer::check::{Checker, Customs, DateOrder, Zone};
use crate::transfer::choice::{self, Group};
use crate::transfer::encoding::Encoding;
use crate::transfer::guess::Why;
use crate::transfer::mapping::{Mapping, MappingProblem, Target};

/// First cells of a column that are shown.
const SAMPLES: usize = 3;

/// Rows that are searched for first cells.
const SAMPLE_ROWS: usize = 50;

/// The delimiters on offer, with the keys of their names.
const DELIMITERS: [(u8, &str); 4] = [
    (b',', "app.columns.comma"),
    (b';', "app.columns.semicolon"),
    (b'\t', "app.columns.tab"),
    (b'|', "app.columns.bar"),
];

impl Columns {
    /// The step as it is now.
    pub(in crate::app::import) fn view(
        &self,
        file: &str,
        options: ReadOptions,
        trouble: Option<&Trouble>,
        texts: &Catalogue,
    ) -> ColumnsView {
        let problems = self.mapped.as_ref().map(problems).unwrap_or_default();
        let mut notices = self.file_notices(texts);
        notices.extend(trouble.map(|trouble| trouble_notice(trouble, texts)));
        notices.extend(problems.iter().map(|problem| self.problem_notice(problem, texts)));
        ColumnsView {
            file: file.to_owned(),
            facts: self.facts(texts),
            encodings: self.encodings(options, texts),
            delimiters: self.delimiters(options, texts),
            date_orders: self.has_dates().then(|| self.date_orders(texts)),
            columns: self.columns(texts),
            targets: self.targets(texts),
            notices,
            loading: self.mapped.is_none() && trouble.is_none(),
            ready: self.mapped.is_some() && problems.is_empty(),
            rules: self.schema().map(|schema| rules::view(&self.rules(), &self.keys(), schema, texts)),
        }
    }

    fn facts(&self, texts: &Catalogue) -> String {
        let read = &self.sheet.read;
        let rows = text("app.columns.rows").count("count", read.table.len() + read.flawed.len());
        let columns = text("app.columns.columns").count("count", read.header.len());
        texts.say(&text("app.columns.facts").sentence("rows", rows).sentence("columns", columns))
    }

    fn encodings(&self, options: ReadOptions, texts: &Catalogue) -> (Vec<Choice>, String) {
        let mut choices = vec![automatic(self.sheet.encoding.label().to_uppercase(), texts)];
        choices.extend(Encoding::ALL.into_iter().map(|encoding| Choice {
            value: encoding.label().to_owned(),
            label: encoding.label().to_uppercase(),
            group: String::new(),
        }));
        (choices, options.encoding.map_or_else(String::new, |encoding| encoding.label().to_owned()))
    }

    fn delimiters(&self, options: ReadOptions, texts: &Catalogue) -> (Vec<Choice>, String) {
        let name = |delimiter: u8| {
            let key =
                DELIMITERS.into_iter().find(|(known, _)| *known == delimiter).map_or("", |(_, key)| key);
            texts.say(&text(key))
        };
        let value = |delimiter: u8| char::from(delimiter).to_string();
        let mut choices = vec![automatic(name(self.sheet.dialect.delimiter), texts)];
        choices.extend(DELIMITERS.into_iter().map(|(delimiter, _)| Choice {
            value: value(delimiter),
            label: name(delimiter),
            group: String::new(),
        }));
        (choices, options.delimiter.map_or_else(String::new, value))
    }

    /// Whether any column goes to a date.
    fn has_dates(&self) -> bool {
        let Some(Mapped { schema, mapping, .. }) = &self.mapped else { return false };
        mapping.columns.iter().flatten().any(|target| match target {
            Target::CompleteTill => true,
            Target::Field { id, .. } => schema.field(*id).is_some_and(|field| field.kind.is_date()),
            _ => false,
        })
    }

    fn date_orders(&self, texts: &Catalogue) -> (Vec<Choice>, String) {
        let choice = |order: DateOrder, key| Choice {
            value: serde_json::to_string(&order).unwrap_or_default(),
            label: texts.say(&text(key)),
            group: String::new(),
        };
        let choices = vec![
            choice(DateOrder::DayFirst, "app.columns.day_first"),
            choice(DateOrder::MonthFirst, "app.columns.month_first"),
        ];
        (choices, serde_json::to_string(&self.date_order(texts.language())).unwrap_or_default())
    }

    fn columns(&self, texts: &Catalogue) -> Vec<ColumnView> {
        (0..self.header().len())
            .map(|column| {
                let target = self.mapped.as_ref().and_then(|mapped| target_of(&mapped.mapping, column));
                ColumnView {
                    header: heading(self.header(), column, texts),
                    samples: self.samples(column),
                    guessed: self.guessed(column).map_or_else(String::new, |key| texts.say(&text(key))),
                    target: target.map_or_else(String::new, value),
                    words: self.words(column, texts),
                }
            })
            .collect()
    }

    /// What told by itself where a column goes; `None` once the user has sent it elsewhere.
    fn guessed(&self, column: usize) -> Option<&'static str> {
        let Mapped { mapping, guess, .. } = self.mapped.as_ref()?;
        let is_kept = target_of(mapping, column) == target_of(&guess.mapping, column);
        let why = guess.why.get(column).copied().flatten().filter(|_| is_kept)?;
        Some(if why == Why::Content { "app.columns.by_content" } else { "app.columns.by_name" })
    }

    fn samples(&self, column: usize) -> Vec<String> {
        let table = &self.sheet.read.table;
        (0..table.len().min(SAMPLE_ROWS))
            .map(|row| table.cell(row, column).trim())
            .filter(|cell| !cell.is_empty())
            .take(SAMPLES)
            .map(str::to_owned)
            .collect()
    }

    fn targets(&self, texts: &Catalogue) -> Vec<Choice> {
        let leave_out = Choice {
            value: String::new(),
            label: texts.say(&text("app.columns.leave_out")),
            group: String::new(),
        };
        let schema = self.mapped.as_ref().map(|mapped| &mapped.schema);
        let offered = schema.map(choice::targets).unwrap_or_default();
        let offered = offered.into_iter().map(|offer| Choice {
            value: value(&offer.target),
            label: self.name(&offer.target, texts),
            group: texts.say(&text(match offer.group {
                Group::Main => "app.columns.group_own",
                Group::Contact => "app.columns.group_contact",
                Group::Fields => "app.columns.group_fields",
            })),
        });
        std::iter::once(leave_out).chain(offered).collect()
    }

    /// What the user calls a target.
    pub(in crate::app::import) fn name(&self, target: &Target, texts: &Catalogue) -> String {
        let Target::Field { id, kind } = target else { return texts.say(&text(own_key(target))) };
        let schema = self.mapped.as_ref().map(|mapped| &mapped.schema);
        let field = schema
            .and_then(|schema| schema.field(*id))
            .map_or_else(|| id.to_string(), |field| field.name.clone());
        match kind {
            Some(kind) => {
                let kind = text(kind_key(kind)).with("kind", kind.clone());
                texts.say(&text("app.columns.kind_of").with("field", field).sentence("kind", kind))
            }
            None => field,
        }
    }

    fn file_notices(&self, texts: &Catalogue) -> Vec<Notice> {
        let notes = &self.sheet.read.notes;
        if notes.is_empty() {
            return Vec::new();
        }
        let name = |column| heading(self.header(), column, texts);
        let sentences: Vec<String> =
            notes.iter().map(|note| texts.say(&explain::file_note(note, name))).collect();
        vec![Notice {
            tone: Tone::Info,
            title: texts.say(&text("app.file_note.title")),
            sentence: sentences.join(" "),
            reload: false,
        }]
    }

    fn problem_notice(&self, problem: &MappingProblem, texts: &Catalogue) -> Notice {
        let column = |column: usize| heading(self.header(), column, texts);
        let of_column = |key, at: usize| text(key).with("column", column(at));
        let sentence: Text = match problem {
            MappingProblem::NothingMapped => text("app.mapping.nothing"),
            MappingProblem::Missing { target } => {
                text("app.mapping.missing").with("target", self.name(target, texts))
            }
            MappingProblem::Twice { target, first, column: at } => text("app.mapping.twice")
                .with("target", self.name(target, texts))
                .with("first", column(*first))
                .with("column", column(*at)),
            MappingProblem::NotForEntity { column } => of_column("app.mapping.not_for_entity", *column),
            MappingProblem::NoSuchField { column } => of_column("app.mapping.no_such_field", *column),
            MappingProblem::NoSuchKind { column } => of_column("app.mapping.no_such_kind", *column),
            MappingProblem::NotWritable { column } => of_column("app.mapping.not_writable", *column),
            MappingProblem::UsersNotListed { column } => of_column("app.mapping.users_not_listed", *column),
            MappingProblem::NameAndParts => text("app.mapping.name_and_parts"),
            MappingProblem::HalfEntity => text("app.mapping.half_entity"),
        };
        Notice {
            tone: Tone::Warning,
            title: texts.say(&text("app.mapping.title")),
            sentence: texts.say(&sentence),
            reload: false,
        }
    }
}

fn automatic(found: String, texts: &Catalogue) -> Choice {
    let label = texts.say(&text("app.columns.auto").with("found", found));
    Choice { value: String::new(), label, group: String::new() }
}

fn target_of(mapping: &Mapping, column: usize) -> Option<&Target> {
    mapping.columns.get(column).and_then(Option::as_ref)
}

/// A target's value in a drop-down.
fn value(target: &Target) -> String {
    serde_json::to_string(target).unwrap_or_default()
}

/// All that is wrong with a mapping.
fn problems(mapped: &Mapped) -> Vec<MappingProblem> {
    let checker = Checker::new(&mapped.schema, &mapped.mapping, Zone::default(), Customs::default());
    checker.err().unwrap_or_default()
}

fn trouble_notice(trouble: &Trouble, texts: &Catalogue) -> Notice {
    Notice {
        tone: Tone::Error,
        title: texts.say(&text("app.trouble.title")),
        sentence: texts.say(&trouble.cause),
        reload: trouble.remedy != Remedy::None,
    }
}

const fn own_key(target: &Target) -> &'static str {
    match target {
        Target::Id => "app.target.id",
        Target::Name => "app.target.name",
        Target::FirstName => "app.target.first_name",
        Target::LastName => "app.target.last_name",
        Target::Price => "app.target.price",
        Target::Responsible => "app.target.responsible",
        Target::Pipeline => "app.target.pipeline",
        Target::Stage => "app.target.stage",
        Target::Tags => "app.target.tags",
        Target::TaskText => "app.target.task_text",
        Target::CompleteTill => "app.target.complete_till",
        Target::TaskType => "app.target.task_type",
        Target::EntityId => "app.target.entity_id",
        Target::EntityType => "app.target.entity_type",
        Target::Field { .. } => "",
    }
}

fn kind_key(kind: &str) -> &'static str {
    match kind {
        "WORK" => "app.kind.work",
        "WORKDD" => "app.kind.direct",
        "MOB" => "app.kind.mobile",
        "FAX" => "app.kind.fax",
        "HOME" => "app.kind.home",
        "PRIV" => "app.kind.private",
        _ => "app.kind.other",
    }
}
