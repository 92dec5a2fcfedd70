//! What is proposed for which names.

use super::*;
use crate::api::custom_fields::FieldKind;
use crate::base::id::FieldId;
use crate::transfer::fixture;

fn short(target: &Target) -> String {
    match target {
        Target::Field { id, kind: Some(kind) } => format!("{id}:{kind}"),
        Target::Field { id, kind: None } => id.to_string(),
        own => format!("{own:?}"),
    }
}

fn proposed(schema: &Schema, header: &str) -> String {
    let header: Vec<String> = header.split('|').map(str::to_owned).collect();
    let guess = guess(schema, &header);
    let columns = guess.mapping.columns.iter().map(|target| target.as_ref().map_or("-".into(), short));
    columns.collect::<Vec<String>>().join(" ")
}

#[track_caller]
fn check(entity: Entity, header: &str, expected: &str) {
    assert_eq!(proposed(&fixture::schema(entity), header), expected, "{header:?}");
}

#[test]
fn contacts() {
    check(Entity::Contacts, "Name|Email|Phone|Tags|Owner", "Name 2:WORK 1:WORK Tags Responsible");
    check(Entity::Contacts, "Nombre completo|Correo electrónico|Teléfono móvil|Cargo", "Name 2:WORK 1:MOB 3");
    check(Entity::Contacts, "Nome completo|E-mail pessoal|Celular|Função", "Name 2:PRIV 1:MOB 3");
    check(Entity::Contacts, "full_name|e-mail_address|WhatsApp|Web site", "Name 2:WORK 1:MOB 10");
    check(Entity::Contacts, "Whats App|Job title|Etiquetas|Responsável", "1:MOB 3 Tags Responsible");
}

#[test]
fn names_and_their_parts() {
    check(Entity::Contacts, "First name|Last name", "FirstName LastName");
    check(Entity::Contacts, "Nombre|Apellidos", "FirstName LastName");
    check(Entity::Contacts, "Nome|Sobrenome", "FirstName LastName");
    check(Entity::Contacts, "Name|First name|Last name", "- FirstName LastName");
    check(Entity::Contacts, "Full name|Last name", "Name -");
    check(Entity::Contacts, "Full name|First name", "Name -");
    check(Entity::Contacts, "Name|First name", "- -");
    check(Entity::Contacts, "First name", "FirstName");
    check(Entity::Contacts, "Apellido", "LastName");
}

#[test]
fn phones_and_emails() {
    check(
        Entity::Contacts,
        "Work phone|Mobile phone|Fax|Home phone|Other phone",
        "1:WORK 1:MOB 1:FAX 1:HOME 1:OTHER",
    );
    check(Entity::Contacts, "Work direct phone|Tel.|Phone number|Phone 2", "1:WORKDD 1:WORK 1:WORK 1:WORK");
    check(Entity::Contacts, "Work email|Private email|Other email|Email 2", "2:WORK 2:PRIV 2:OTHER 2:WORK");
    check(Entity::Contacts, "Personal phone|Home email|Mobile email", "1:HOME 2:PRIV 2:WORK");
    check(Entity::Contacts, "Número de teléfono|Correo|Telefone comercial", "1:WORK 2:WORK 1:WORK");
    check(Entity::Contacts, "Phone model|Work|Number|App|E|Email sent", "- - - - - -");
}

#[test]
fn leads() {
    check(
        Entity::Leads,
        "Lead name|Sale|Pipeline|Stage|Responsible user",
        "Name Price Pipeline Stage Responsible",
    );
    check(
        Entity::Leads,
        "Título|Presupuesto|Embudo|Etapa|Responsable",
        "Name Price Pipeline Stage Responsible",
    );
    check(Entity::Leads, "Negócio|Valor|Funil|Fase|Responsável", "Name Price Pipeline Stage Responsible");
    check(Entity::Leads, "First name|Due date", "- -");
}

#[test]
fn companies() {
    check(Entity::Companies, "Empresa|Website|Dirección", "Name 10 12");
    check(Entity::Companies, "Razão social|Site|Endereço", "Name 10 12");
}

#[test]
fn tasks() {
    check(Entity::Tasks, "Text|Due date|Type|Responsible", "TaskText CompleteTill TaskType Responsible");
    check(Entity::Tasks, "Tarea|Fecha límite|Tipo|Responsable", "TaskText CompleteTill TaskType Responsible");
    check(Entity::Tasks, "Tarefa|Prazo|Entity ID|Entity type", "TaskText CompleteTill EntityId EntityType");
    check(Entity::Tasks, "Tags|Name|Phone", "- - -");
}

#[test]
fn custom_fields() {
    check(Entity::Leads, "size|CHANNELS|Since|call_at", "4 5 6 7");
    check(Entity::Leads, "Budget|Price", "8 Price");
    check(Entity::Contacts, "POSITION|Post address|Address", "3 - 12");
}

#[test]
fn a_target_goes_to_the_likeliest_column() {
    check(Entity::Leads, "Title|Lead name", "- Name");
    check(Entity::Leads, "Name|Name", "- -");
    check(Entity::Contacts, "Tags|Labels|Tag", "Tags Tags Tags");
    check(Entity::Contacts, "Job title|Position", "- 3");
    check(Entity::Contacts, "|  |Nothing known", "- - -");
}

#[test]
fn what_may_be_two_things_is_left_out() {
    let mut schema = fixture::schema(Entity::Leads);
    schema.fields.push(fixture::field(20, "Size", FieldKind::Text, &[]));
    assert_eq!(proposed(&schema, "Size|Since"), "- 6");
    schema.fields.retain(|field| field.code.is_none());
    schema.fields.push(fixture::field(21, "A", FieldKind::Url, &[]));
    schema.fields.push(fixture::field(22, "B", FieldKind::Url, &[]));
    assert_eq!(proposed(&schema, "Website|Phone|Cargo"), "- - -");
}

#[test]
fn users_who_cannot_be_listed_are_not_proposed() {
    let schema = Schema { users: None, ..fixture::schema(Entity::Leads) };
    assert_eq!(proposed(&schema, "Name|Responsible"), "Name -");
}

#[test]
fn kinds_that_a_field_lacks_are_not_proposed() {
    let mut schema = fixture::schema(Entity::Contacts);
    for field in &mut schema.fields {
        field.enums.retain(|option| option.value == "OTHER");
    }
    assert_eq!(proposed(&schema, "Phone|Mobile|Other phone"), "1 1 1:OTHER");
}

#[test]
fn reasons() {
    let header = ["Full name", "Position", "Celular", "x"].map(str::to_owned);
    let guess = guess(&fixture::schema(Entity::Contacts), &header);
    assert_eq!(guess.why, [Some(Why::Exact), Some(Why::FieldName), Some(Why::Synonym), None]);
}

#[test]
fn all_words_are_normal() {
    let own = words::OWN.iter().flat_map(|(_, _, names)| *names);
    let shared = words::SHARED.iter().flat_map(|(_, names)| *names);
    let coded = words::CODED.iter().flat_map(|(_, names)| *names);
    let kinds = words::KINDS.iter().flat_map(|(_, _, names)| *names);
    let single = words::PHONE.iter().chain(words::EMAIL).chain(words::FILLERS);
    for name in own.chain(shared).chain(coded).chain(kinds).chain(single) {
        assert_eq!(likeness::words(name), *name);
    }
}

/// Whatever is proposed can be used, once something is.
#[test]
fn proposals_are_sound() {
    use crate::transfer::check::{Checker, Customs, Zone};
    for entity in [Entity::Leads, Entity::Contacts, Entity::Companies] {
        let schema = fixture::schema(entity);
        let header = [
            "Name",
            "First name",
            "Last name",
            "Full name",
            "Phone",
            "Phone",
            "Tags",
            "Tags",
            "Size",
            "Size",
            "Since",
        ];
        let guess = guess(&schema, &header.map(str::to_owned));
        assert!(
            Checker::new(&schema, &guess.mapping, Zone::default(), Customs::default()).is_ok(),
            "{entity:?}"
        );
    }
    assert!(fixture::schema(Entity::Leads).field(FieldId(4)).is_some());
}
