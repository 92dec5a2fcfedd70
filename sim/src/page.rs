//! Pages: cuts a list into them and shows one with its links. Lists without a total always promise a next page.

use serde_json::{Map, Value, json};

use crate::calendar::parse_http_date;
use crate::companies::Company;
use crate::contacts::Contact;
use crate::exchange::Response;
use crate::filter::Filter;
use crate::hal;
use crate::leads::Lead;
use crate::resource::{Resource, With};
use crate::store::{Kind, Store};
use crate::target::{Query, Target};
use crate::tasks::Task;

const DEFAULT_LIMIT: usize = 50;
/// The most entities on a page; Kommo's answer to a larger asked is not known, so it is cut.
const LARGEST_LIMIT: usize = 250;

/// Which part of a list a request asks for.
#[derive(Debug, Clone, Copy)]
struct Page {
    number: u64,
    limit: usize,
}

impl Page {
    fn parse(query: &Query) -> Self {
        let number = query.value(&["page"]).and_then(|page| page.parse().ok()).unwrap_or(1).max(1);
        let limit = query.value(&["limit"]).and_then(|limit| limit.parse().ok()).unwrap_or(DEFAULT_LIMIT);
        let limit = if limit == 0 { DEFAULT_LIMIT } else { limit.min(LARGEST_LIMIT) };
        Self { number, limit }
    }

    fn skipped(self) -> usize {
        usize::try_from(self.number - 1).unwrap_or(usize::MAX).saturating_mul(self.limit)
    }

    fn links(self, target: &Target, base: &str, has_next: bool) -> Value {
        let link = |number| json!({ "href": format!("{base}{}?{}", target.path, target.query.for_page(number, self.limit)) });
        let mut links = Map::new();
        links.insert("self".to_owned(), link(self.number));
        if has_next {
            links.insert("next".to_owned(), link(self.number.saturating_add(1)));
        }
        if self.number > 1 {
            links.insert("first".to_owned(), link(1));
            links.insert("prev".to_owned(), link(self.number - 1));
        }
        links.into()
    }
}

/// What a request for a list asks for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked<'a> {
    pub(crate) target: &'a Target,
    /// The header `If-Modified-Since`.
    pub(crate) since: Option<&'a str>,
    /// Whether its filters count; the text to search for always does.
    pub(crate) has_filters: bool,
}

/// A list of entities of a kind.
pub(crate) fn list(kind: Kind, store: &Store, asked: &Asked<'_>) -> Response {
    match kind {
        Kind::Leads => list_of::<Lead>(store, asked),
        Kind::Contacts => list_of::<Contact>(store, asked),
        Kind::Companies => list_of::<Company>(store, asked),
        Kind::Tasks => list_of::<Task>(store, asked),
    }
}

fn list_of<R: Resource>(store: &Store, asked: &Asked<'_>) -> Response {
    let target = asked.target;
    let filter = Filter::parse::<R>(&target.query, asked.has_filters);
    let page = Page::parse(&target.query);
    if asked.since.and_then(parse_http_date).is_some_and(|since| is_unchanged::<R>(&filter, store, since)) {
        return hal::empty(304);
    }
    let with = With::Words(target.query.words("with"));
    let cut = |found: &mut dyn Iterator<Item = &R>| -> Vec<Value> {
        found.skip(page.skipped()).take(page.limit).map(|entity| entity.read(&with, store)).collect()
    };
    let shown = match order::<R>(&target.query) {
        // Ids ascend by themselves: a scan of a large account must not sort all of it for every page.
        None => cut(&mut found(&filter, store)),
        Some((member, is_descending)) => {
            let mut sorted: Vec<&R> = found(&filter, store).collect();
            sorted.sort_by_cached_key(|entity| (entity.number(member, store), entity.number("id", store)));
            if is_descending {
                sorted.reverse();
            }
            cut(&mut sorted.into_iter())
        }
    };
    if shown.is_empty() {
        return hal::empty(204);
    }
    hal::ok(&json!({
        "_page": page.number,
        "_links": page.links(target, &store.base, true),
        "_embedded": { R::KIND.plural(): shown },
    }))
}

/// What passes the filter, by ascending id.
fn found<'s, R: Resource>(filter: &'s Filter, store: &'s Store) -> Box<dyn Iterator<Item = &'s R> + 's> {
    let table = R::table(store);
    let passes = |entity: &&R| filter.passes(*entity, store);
    match filter.ids() {
        Some(ids) => Box::new(ids.into_iter().filter_map(|id| table.get(&id)).filter(passes)),
        None => Box::new(table.values().filter(passes)),
    }
}

/// True if all of the list is older than the given second. What changed within that second may have changed after the
/// client looked. An empty list says so itself.
fn is_unchanged<R: Resource>(filter: &Filter, store: &Store, since_s: i64) -> bool {
    let newest = found::<R>(filter, store).filter_map(|entity| entity.number("updated_at", store)).max();
    newest.is_some_and(|newest| newest < since_s)
}

/// The member that a query orders by, and whether it descends.
fn order<R: Resource>(query: &Query) -> Option<(&'static str, bool)> {
    R::ORDERS.iter().find_map(|&member| Some((member, query.value(&["order", member])? == "desc")))
}

/// A short list with its total, in pages.
pub(crate) fn counted(items: Vec<Value>, key: &str, store: &Store, target: &Target) -> Response {
    let page = Page::parse(&target.query);
    let total = items.len();
    let shown: Vec<Value> = items.into_iter().skip(page.skipped()).take(page.limit).collect();
    if shown.is_empty() {
        return hal::empty(204);
    }
    let has_next = page.skipped() + shown.len() < total;
    hal::ok(&json!({
        "_total_items": total,
        "_page": page.number,
        "_page_count": total.div_ceil(page.limit),
        "_links": page.links(target, &store.base, has_next),
        "_embedded": { key: shown },
    }))
}

/// One entity by its id; an unknown id has no body.
pub(crate) fn one(kind: Kind, store: &Store, id: u64, target: &Target) -> Response {
    let with = With::Words(target.query.words("with"));
    let shown = match kind {
        Kind::Leads => store.leads.get(&id).map(|lead| lead.read(&with, store)),
        Kind::Contacts => store.contacts.get(&id).map(|contact| contact.read(&with, store)),
        Kind::Companies => store.companies.get(&id).map(|company| company.read(&with, store)),
        Kind::Tasks => store.tasks.get(&id).map(|task| task.read(&with, store)),
    };
    shown.map_or_else(|| hal::empty(204), |shown| hal::ok(&shown))
}

/// All entities of a kind with all their extras, without pages.
pub(crate) fn everything(kind: Kind, store: &Store) -> Value {
    fn all<R: Resource>(store: &Store) -> Value {
        R::table(store).values().map(|entity| entity.read(&With::Everything, store)).collect()
    }
    match kind {
        Kind::Leads => all::<Lead>(store),
        Kind::Contacts => all::<Contact>(store),
        Kind::Companies => all::<Company>(store),
        Kind::Tasks => all::<Task>(store),
    }
}
