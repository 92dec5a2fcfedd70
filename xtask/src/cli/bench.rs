//! The words after `cargo xtask bench`.

use crate::bench::shape::Shape;

/// What is measured.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Bench {
    /// Limiters against the simulated account.
    Limiter(Limiter),
    /// Queues with many jobs.
    Queue(Queue),
    /// An import through the widget.
    Import(Import),
}

/// Which limiters, on what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Limiter {
    /// Only those whose names begin so.
    pub(crate) only: Option<String>,
    /// Only this shape of work.
    pub(crate) shape: Option<Shape>,
    /// Only this inequality of ways.
    pub(crate) jitter_ms: Option<u64>,
    /// One shape, no jitter, ours and one other.
    pub(crate) quick: bool,
    /// JSON instead of tables.
    pub(crate) json: bool,
}

/// Which queues, with how many jobs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Queue {
    /// Only those whose names begin so.
    pub(crate) only: Option<String>,
    /// Jobs.
    pub(crate) jobs: u32,
    /// JSON instead of a table.
    pub(crate) json: bool,
}

impl Default for Queue {
    fn default() -> Self {
        Self { only: None, jobs: 50_000, json: false }
    }
}

/// What is imported, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Import {
    /// Leads in all.
    pub(crate) leads: u32,
    /// Tabs that import at once, each an equal part.
    pub(crate) tabs: u32,
    /// Whether the tabs are hidden while they import.
    pub(crate) hidden: bool,
    /// Leads in one request at most; Kommo recommends 50 and takes 250.
    pub(crate) batch: u32,
    /// JSON instead of a table.
    pub(crate) json: bool,
}

impl Default for Import {
    fn default() -> Self {
        Self { leads: 10_000, tabs: 1, hidden: false, batch: 50, json: false }
    }
}

/// Reads the words.
pub(super) fn parse(words: &mut impl Iterator<Item = String>) -> Result<Bench, String> {
    match words.next().as_deref() {
        Some("limiter") => parse_limiter(words).map(Bench::Limiter),
        Some("queue") => parse_queue(words).map(Bench::Queue),
        Some("import") => parse_import(words).map(Bench::Import),
        other => Err(format!("`bench` takes limiter, queue or import, not `{}`", other.unwrap_or_default())),
    }
}

fn parse_limiter(words: &mut impl Iterator<Item = String>) -> Result<Limiter, String> {
    let mut wish = Limiter::default();
    while let Some(word) = words.next() {
        match word.as_str() {
            "--quick" => wish.quick = true,
            "--json" => wish.json = true,
            "--only" => wish.only = Some(parse_name(words.next())?),
            "--shape" => wish.shape = Some(parse_shape(words.next())?),
            "--jitter" => wish.jitter_ms = Some(parse_number(words.next(), "a jitter")?),
            other => return Err(format!("`bench limiter` does not take `{other}`")),
        }
    }
    Ok(wish)
}

fn parse_queue(words: &mut impl Iterator<Item = String>) -> Result<Queue, String> {
    let mut wish = Queue::default();
    while let Some(word) = words.next() {
        match word.as_str() {
            "--json" => wish.json = true,
            "--only" => wish.only = Some(parse_name(words.next())?),
            "--jobs" => wish.jobs = parse_number(words.next(), "jobs")?,
            other => return Err(format!("`bench queue` does not take `{other}`")),
        }
    }
    Ok(wish)
}

fn parse_import(words: &mut impl Iterator<Item = String>) -> Result<Import, String> {
    let mut wish = Import::default();
    while let Some(word) = words.next() {
        match word.as_str() {
            "--json" => wish.json = true,
            "--hidden" => wish.hidden = true,
            "--batch" => wish.batch = parse_number(words.next(), "a batch")?,
            "--leads" => wish.leads = parse_number(words.next(), "leads")?,
            "--tabs" => wish.tabs = parse_number(words.next(), "tabs")?,
            other => return Err(format!("`bench import` does not take `{other}`")),
        }
    }
    if wish.tabs == 0 || !wish.leads.is_multiple_of(wish.tabs) || wish.leads == 0 {
        return Err(format!("{} leads do not go evenly into {} tabs", wish.leads, wish.tabs));
    }
    Ok(wish)
}

fn parse_name(word: Option<String>) -> Result<String, String> {
    word.filter(|name| !name.is_empty()).ok_or_else(|| "`--only` takes the beginning of a name".into())
}

fn parse_shape(word: Option<String>) -> Result<Shape, String> {
    let word = word.unwrap_or_default();
    Shape::parse(&word).ok_or_else(|| format!("a shape is burst, steady, stall or long, not `{word}`"))
}

fn parse_number<T: std::str::FromStr>(word: Option<String>, what: &str) -> Result<T, String> {
    let word = word.unwrap_or_default();
    word.parse().map_err(|_| format!("{what}: a whole number, not `{word}`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expected: Bench) {
        assert_eq!(parse(&mut line.split_whitespace().map(String::from)), Ok(expected));
    }

    #[track_caller]
    fn refuse(line: &str, complaint: &str) {
        assert_eq!(parse(&mut line.split_whitespace().map(String::from)), Err(complaint.into()));
    }

    #[test]
    fn limiters_are_chosen() {
        check("limiter", Bench::Limiter(Limiter::default()));
        check("limiter --quick", Bench::Limiter(Limiter { quick: true, ..Limiter::default() }));
        check(
            "limiter --only p-queue --shape long --jitter 80 --json",
            Bench::Limiter(Limiter {
                only: Some("p-queue".into()),
                shape: Some(Shape::Long),
                jitter_ms: Some(80),
                quick: false,
                json: true,
            }),
        );
    }

    #[test]
    fn queues_and_imports_are_chosen() {
        check("queue", Bench::Queue(Queue { only: None, jobs: 50_000, json: false }));
        check(
            "queue --jobs 1000 --only Pace --json",
            Bench::Queue(Queue { only: Some("Pace".into()), jobs: 1_000, json: true }),
        );
        check(
            "import",
            Bench::Import(Import { leads: 10_000, tabs: 1, hidden: false, batch: 50, json: false }),
        );
        check(
            "import --hidden --tabs 2 --leads 500 --batch 250 --json",
            Bench::Import(Import { leads: 500, tabs: 2, hidden: true, batch: 250, json: true }),
        );
    }

    #[test]
    fn everything_else_is_refused() {
        refuse("", "`bench` takes limiter, queue or import, not ``");
        refuse("speed", "`bench` takes limiter, queue or import, not `speed`");
        refuse("limiter --fast", "`bench limiter` does not take `--fast`");
        refuse("limiter --only", "`--only` takes the beginning of a name");
        refuse("limiter --shape edge", "a shape is burst, steady, stall or long, not `edge`");
        refuse("limiter --jitter -1", "a jitter: a whole number, not `-1`");
        refuse("queue --jobs many", "jobs: a whole number, not `many`");
        refuse("queue --shape burst", "`bench queue` does not take `--shape`");
        refuse("import --tabs 0", "10000 leads do not go evenly into 0 tabs");
        refuse("import --tabs 3", "10000 leads do not go evenly into 3 tabs");
        refuse("import --leads 0", "0 leads do not go evenly into 1 tabs");
    }
}
