//! A first mapping from the names of the columns, and from their cells where the names tell nothing.
//! It only proposes what is plain: of two columns that may be the same thing, or of two fields that a
//! name may mean, none is taken.

mod contact_field;
mod content;
mod words;

use std::collections::BTreeMap;

use super::check::Form;
use super::likeness;
use super::mapping::{Mapping, Target};
use super::schema::{Entity, Schema};
use super::table::Table;
use crate::api::custom_fields::{Field, FieldKind};

/// Why a column was mapped, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// A custom field of the account has this name.
    FieldName,
    /// A custom field of the account has this code.
    FieldCode,
    /// It is Kommo's own name.
    Exact,
    /// It is another name for the same in English, Spanish or Portuguese.
    Synonym,
    /// The name tells nothing, but the cells do.
    Content,
}

/// A proposed mapping.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Guess {
    /// Where each column goes.
    pub mapping: Mapping,
    /// For each column why; `None` where it is left out.
    pub why: Vec<Option<Why>>,
}

/// What a column may be; of several the least in order is the likeliest.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Claim {
    why: Why,
    rank: usize,
    target: Target,
}

/// A mapping for the columns of a table with this header.
#[must_use]
pub fn guess(schema: &Schema, header: &[String], table: &Table) -> Guess {
    let words: Vec<String> =
        header.iter().map(|name| likeness::words(name).replace("whats app", "whatsapp")).collect();
    let mut guess = by_name(schema, &words);
    content::complete(&mut guess, schema, &words, table);
    guess
}

fn by_name(schema: &Schema, words: &[String]) -> Guess {
    let mut claims: Vec<Option<Claim>> = words
        .iter()
        .map(|words| claim(schema, words).or_else(|| claim(schema, of_entity(schema.entity, words)?)))
        .collect();
    if schema.entity == Entity::Contacts {
        settle_names(&mut claims, words);
    }
    settle_rivals(schema, &mut claims);
    Guess {
        why: claims.iter().map(|claim| claim.as_ref().map(|claim| claim.why)).collect(),
        mapping: Mapping {
            columns: claims.into_iter().map(|claim| claim.map(|claim| claim.target)).collect(),
        },
    }
}

fn claim(schema: &Schema, words: &str) -> Option<Claim> {
    if words.is_empty() {
        return None;
    }
    let field = |why: Why, field: &Field| {
        Form::of(field)?;
        Some(Claim { why, rank: 0, target: contact_field::target(field, words) })
    };
    let named = |field: &&Field| likeness::words(&field.name) == words;
    if schema.fields.iter().any(|field| named(&field)) {
        return only(schema.fields.iter().filter(named)).and_then(|found| field(Why::FieldName, found));
    }
    let coded = |field: &&Field| field.code.as_deref().is_some_and(|code| likeness::words(code) == words);
    if let Some(found) = only(schema.fields.iter().filter(coded)) {
        return field(Why::FieldCode, found);
    }
    own(schema, words).or_else(|| contact_field::claim(schema, words)).or_else(|| coded_field(schema, words))
}

/// A name without the entity's own word before it, as exports of several entities at once have:
/// `Deal - Title`, `Person - Phone`.
fn of_entity(entity: Entity, words: &str) -> Option<&str> {
    let (first, rest) = words.split_once(' ')?;
    words::ENTITIES.iter().any(|(of, names)| *of == entity && names.contains(&first)).then_some(rest)
}

/// A member of the entity itself.
fn own(schema: &Schema, words: &str) -> Option<Claim> {
    let own =
        words::OWN.iter().filter(|(entity, _, _)| *entity == schema.entity).map(|(_, t, names)| (t, names));
    let shared = words::SHARED.iter().map(|(target, names)| (target, names));
    let (target, rank) = own.chain(shared).find_map(|(target, names)| Some((target, rank(names, words)?)))?;
    let is_possible =
        target.fits(schema.entity) && (*target != Target::Responsible || schema.users.is_some());
    is_possible.then(|| Claim { why: why(rank), rank, target: target.clone() })
}

/// A field that Kommo gives every account, or the account's only one of the fitting type.
fn coded_field(schema: &Schema, words: &str) -> Option<Claim> {
    let (code, rank) = words::CODED.iter().find_map(|(code, names)| Some((*code, rank(names, words)?)))?;
    let kind = match code {
        "WEB" => Some(FieldKind::Url),
        "ADDRESS" => Some(FieldKind::Streetaddress),
        _ => None,
    };
    let coded = schema.fields.iter().find(|field| field.code.as_deref() == Some(code));
    let field =
        coded.or_else(|| only(schema.fields.iter().filter(|field| Some(&field.kind) == kind.as_ref())))?;
    Form::of(field)?;
    Some(Claim { why: why(rank), rank, target: Target::Field { id: field.id, kind: None } })
}

fn rank(names: &[&str], words: &str) -> Option<usize> {
    names.iter().position(|name| *name == words)
}

const fn why(rank: usize) -> Why {
    if rank == 0 { Why::Exact } else { Why::Synonym }
}

fn only<'f>(mut fields: impl Iterator<Item = &'f Field>) -> Option<&'f Field> {
    let first = fields.next();
    if fields.next().is_some() { None } else { first }
}

/// A contact has a name or its parts, never both: "Nombre" beside "Apellido" is the first name, and
/// a whole name beside both parts is left out.
fn settle_names(claims: &mut [Option<Claim>], words: &[String]) {
    let has = |claims: &[Option<Claim>], target: &Target| {
        claims.iter().flatten().any(|claim| claim.target == *target)
    };
    let has_first = has(claims, &Target::FirstName);
    let has_last = has(claims, &Target::LastName);
    let is_plain = |words: &str| matches!(words, "name" | "nombre" | "nome");
    if has_last && !has_first {
        for (claim, words) in claims.iter_mut().zip(words) {
            if let Some(claim) =
                claim.as_mut().filter(|claim| claim.target == Target::Name && is_plain(words))
            {
                claim.target = Target::FirstName;
            }
        }
    }
    let mut drop = |unwanted: &[Target]| {
        for claim in claims.iter_mut() {
            claim.take_if(|claim| unwanted.contains(&claim.target));
        }
    };
    match (has_first, has_last) {
        (true, true) => drop(&[Target::Name]),
        (true, false) => settle_half(claims, words, is_plain),
        (false, true) if has(claims, &Target::Name) => {
            for claim in claims.iter_mut() {
                claim.take_if(|claim| matches!(claim.target, Target::FirstName | Target::LastName));
            }
        }
        _ => {}
    }
}

/// A first name without a last one: beside a whole name it is left out; beside a plain "Name", which
/// may be either the whole or the last one, both are.
fn settle_half(claims: &mut [Option<Claim>], words: &[String], is_plain: impl Fn(&str) -> bool) {
    let has_whole = claims.iter().flatten().any(|claim| claim.target == Target::Name);
    for (claim, words) in claims.iter_mut().zip(words) {
        claim.take_if(|claim| match claim.target {
            Target::FirstName => has_whole,
            Target::Name => is_plain(words),
            _ => false,
        });
    }
}

/// Leaves each target to the one column that has the likeliest name for it; two equals both lose it.
fn settle_rivals(schema: &Schema, claims: &mut [Option<Claim>]) {
    let mut best: BTreeMap<Target, (Why, usize, usize)> = BTreeMap::new();
    for claim in claims.iter().flatten() {
        let entry = best.entry(claim.target.clone()).or_insert((claim.why, claim.rank, 0));
        match (claim.why, claim.rank).cmp(&(entry.0, entry.1)) {
            std::cmp::Ordering::Less => *entry = (claim.why, claim.rank, 1),
            std::cmp::Ordering::Equal => entry.2 += 1,
            std::cmp::Ordering::Greater => {}
        }
    }
    for claim in claims.iter_mut() {
        claim.take_if(|claim| {
            let wins = best
                .get(&claim.target)
                .is_some_and(|(why, rank, count)| (claim.why, claim.rank) == (*why, *rank) && *count == 1);
            !wins && !schema.takes_columns(&claim.target)
        });
    }
}

#[cfg(test)]
mod tests;
