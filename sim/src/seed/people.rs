//! Makes people and companies from the words: names, addresses, phones and e-mails that fit together.

use super::words::{REGIONS, Region};
use crate::splitmix::SplitMix64;

/// A region by chance.
pub(super) fn region(chance: &mut SplitMix64) -> &'static Region {
    let [first, ..] = &REGIONS;
    let index = usize::try_from(chance.below(REGIONS.len() as u64)).unwrap_or(0);
    REGIONS.get(index).unwrap_or(first)
}

pub(super) fn phone(region: &Region, chance: &mut SplitMix64) -> String {
    let pattern = chance.pick(region.phones);
    pattern
        .chars()
        .map(|letter| {
            if letter == '#' {
                char::from(b'0' + u8::try_from(chance.below(10)).unwrap_or(0))
            } else {
                letter
            }
        })
        .collect()
}

pub(super) fn address(region: &Region, chance: &mut SplitMix64) -> String {
    let (street, city) = (chance.pick(region.streets), chance.pick(region.cities));
    format!("{street} {}, {city}", 1 + chance.below(180))
}

/// A word for an address on the internet: small letters, no accents, no spaces.
pub(super) fn slug(name: &str) -> String {
    let mut slug = String::new();
    for letter in name.chars().flat_map(char::to_lowercase) {
        match letter {
            'a'..='z' | '0'..='9' => slug.push(letter),
            'á' | 'ã' | 'à' | 'â' | 'å' => slug.push('a'),
            'ä' => slug.push_str("ae"),
            'ç' | 'č' => slug.push('c'),
            'é' | 'è' | 'ê' | 'ễ' | 'ë' | 'ę' => slug.push('e'),
            'í' | 'ï' | 'î' | 'ı' => slug.push('i'),
            'ł' => slug.push('l'),
            'ñ' => slug.push('n'),
            'ó' | 'ô' | 'õ' => slug.push('o'),
            'ö' | 'ø' => slug.push_str("oe"),
            'ř' => slug.push('r'),
            'ş' => slug.push('s'),
            'ß' => slug.push_str("ss"),
            'ú' | 'ũ' | 'ů' => slug.push('u'),
            'ü' => slug.push_str("ue"),
            'ź' | 'ż' => slug.push('z'),
            _ => {}
        }
    }
    slug
}

/// An e-mail address of a person at a domain.
pub(super) fn email(first: &str, last: &str, domain: &str) -> String {
    format!("{}.{}@{domain}", slug(first), slug(last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn makes_addresses_of_names() {
        assert_eq!(email("José Luis", "Muñoz", "x.example"), "joseluis.munoz@x.example");
        assert_eq!(slug("Grünewald GmbH & Co. KG"), "gruenewaldgmbhcokg");
    }
}
