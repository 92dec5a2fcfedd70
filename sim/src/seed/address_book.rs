//! Makes the companies and contacts of a seeded account, one at a time.

use super::filler::Filler;
use super::history::{Author, MadeCompany, MadeContact};
use super::people;
use super::words::{COMPANY_TAGS, CONTACT_TAGS, POSITIONS, REMARKS};
use crate::calendar::DAY_S;
use crate::card::CardDraft;
use crate::companies::Company;
use crate::contacts::{Contact, ContactDraft};
use crate::resource::Resource;
use crate::store::Kind;
use crate::zone;

impl Author<'_> {
    pub(super) fn company(&mut self, at_s: i64) {
        let region = people::region(self.chance);
        let root = self.chance.pick(region.company_names);
        let name = format!("{root} {}", self.chance.pick(region.company_forms));
        let domain = format!("{}.example", people::slug(&name));
        let mut filler = Filler::new(self.store.fields(Kind::Companies));
        filler.coded("Phone", &[(people::phone(region, self.chance), "WORK")]);
        filler.coded("Email", &[(format!("office@{domain}"), "WORK")]);
        filler.plain("Web", format!("https://www.{domain}"));
        filler.plain("Address", people::address(region, self.chance));
        filler.choices("Industry", &[self.chance.below(5)]);
        filler.choices("Account tier", &[self.chance.below(3)]);
        filler.plain("Employees", (5 + self.chance.below(900)).to_string());
        if self.chance.chance(0.4) {
            filler.plain("Annual revenue", (50_000 * (1 + self.chance.below(400))).to_string());
            filler.choices("Certifications", &[0, 1 + self.chance.below(2)]);
            let founded = at_s - DAY_S * i64::try_from(400 + self.chance.below(9_000)).unwrap_or(400);
            filler.plain("Founded", zone::midnight(founded));
        }
        if self.chance.chance(0.3) {
            filler.plain("Notes", self.chance.pick(&REMARKS));
            filler.plain("Partner", self.chance.chance(0.5));
        }
        let values = filler.finish();
        let draft = CardDraft { name: Some(name.clone()), values, ..self.card(at_s, &COMPANY_TAGS) };
        let id = Company::add(draft, self.store, at_s);
        self.companies.push(MadeCompany { id, name, region, domain });
    }

    pub(super) fn contact(&mut self, at_s: i64) {
        let company = if self.chance.chance(0.7) { self.any(|author| &author.companies) } else { None };
        let region = company.as_ref().map_or_else(|| people::region(self.chance), |company| company.region);
        let (first, last) = (self.chance.pick(region.first_names), self.chance.pick(region.last_names));
        let domain = company.as_ref().map_or("mail.example", |company| &company.domain);
        let mut filler = Filler::new(self.store.fields(Kind::Contacts));
        let mut phones = vec![(people::phone(region, self.chance), "MOB")];
        if self.chance.chance(0.25) {
            phones.insert(0, (people::phone(region, self.chance), "WORK"));
        }
        filler.coded("Phone", &phones);
        if self.chance.chance(0.9) {
            filler.coded("Email", &[(people::email(first, last, domain), "WORK")]);
        }
        if company.is_some() {
            filler.plain("Position", self.chance.pick(&POSITIONS));
        }
        filler.choices("Customer type", &[self.chance.below(4)]);
        filler.plain("Newsletter", self.chance.chance(0.5));
        if self.chance.chance(0.4) {
            let interests = self.chance.below(5);
            filler.choices("Interests", &[interests, interests + 2]);
            filler.choices("Preferred channel", &[self.chance.below(3)]);
            filler.plain("Loyalty points", (10 * self.chance.below(80)).to_string());
        }
        if self.chance.chance(0.3) {
            let age = i64::try_from(7_500 + self.chance.below(15_000)).unwrap_or(7_500);
            filler.plain("Birthday", zone::midnight(at_s - age * DAY_S));
            filler.plain("Customer since", zone::midnight(at_s));
            filler.plain("Home address", people::address(region, self.chance));
        }
        if self.chance.chance(0.15) {
            filler.plain("About", self.chance.pick(&REMARKS));
            filler.plain("Credit limit", (500 * (1 + self.chance.below(40))).to_string());
        }
        let values = filler.finish();
        let name = format!("{first} {last}");
        let draft = ContactDraft {
            card: CardDraft { name: Some(name.clone()), values, ..self.card(at_s, &CONTACT_TAGS) },
            first_name: Some(first.to_owned()),
            last_name: Some(last.to_owned()),
        };
        let id = Contact::add(draft, self.store, at_s);
        if let Some(company) = &company {
            self.store.links.join((Kind::Contacts, id), (Kind::Companies, company.id));
        }
        self.contacts.push(MadeContact { id, name, company });
    }
}
