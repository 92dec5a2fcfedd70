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
    filled(schema, header, &[])
}

fn filled(schema: &Schema, header: &str, rows: &[&str]) -> String {
    let header: Vec<String> = header.split('|').map(str::to_owned).collect();
    let mut table = Table::new(header.len());
    for (number, row) in (2..).zip(rows) {
        table.push(number, row.split('|')).unwrap();
    }
    let guess = guess(schema, &header, &table);
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
fn exports_of_other_programs() {
    // HubSpot
    check(
        Entity::Leads,
        "Record ID|Deal Name|Deal Stage|Pipeline|Amount|Deal owner|Close Date|Associated Contact",
        "- Name Stage Pipeline Price Responsible - -",
    );
    check(
        Entity::Contacts,
        "First Name|Last Name|Email|Phone Number|Contact owner|Lead Status|Job Title|Website URL",
        "FirstName LastName 2:WORK 1:WORK Responsible - 3 10",
    );
    check(Entity::Companies, "Company name|Company owner|Phone Number|City", "Name Responsible 1:WORK -");
    // Pipedrive
    check(
        Entity::Leads,
        "Deal - Title|Deal - Value|Deal - Stage|Deal - Pipeline|Deal - Owner|Person - Name|Deal - Created",
        "Name Price Stage Pipeline Responsible - -",
    );
    check(
        Entity::Contacts,
        "Person - Name|Person - Email - Work|Person - Phone - Mobile|Person - Owner|Organization - Name",
        "Name 2:WORK 1:MOB Responsible -",
    );
    // Salesforce and Zoho
    check(
        Entity::Leads,
        "Opportunity Name|Stage|Amount|Opportunity Owner|Account Name|Close Date",
        "Name Stage Price Responsible - -",
    );
    check(Entity::Contacts, "Full Name|Title|Mailing Street|Contact Owner", "Name 3 12 Responsible");
    // Google Contacts
    check(
        Entity::Contacts,
        "First Name|Middle Name|Last Name|Labels|E-mail 1 - Label|E-mail 1 - Value|Phone 1 - Label|Phone 1 - Value",
        "FirstName - LastName Tags - 2:WORK - 1:WORK",
    );
    // Outlook
    check(
        Entity::Contacts,
        "First Name|Last Name|E-mail Address|E-mail Display Name|Mobile Phone|Home Phone|Web Page|Categories",
        "FirstName LastName 2:WORK - 1:MOB 1:HOME 10 Tags",
    );
    // Kommo
    check(
        Entity::Leads,
        "ID|Lead title|Sale|Lead stage|Pipeline|Responsible user|Lead tags|Created at",
        "- Name Price Stage Pipeline Responsible Tags -",
    );
    check(
        Entity::Leads,
        "Nombre del lead|Venta|Estatus del lead|Embudo de ventas|Usuario responsable|Etiquetas del lead",
        "Name Price Stage Pipeline Responsible Tags",
    );
    check(
        Entity::Leads,
        "Título do lead|Venda|Status do lead|Funil de vendas|Usuário responsável|Tags do lead",
        "Name Price Stage Pipeline Responsible Tags",
    );
}

#[track_caller]
fn check_cells(entity: Entity, header: &str, rows: &[&str], expected: &str) {
    assert_eq!(filled(&fixture::schema(entity), header, rows), expected, "{header:?} {rows:?}");
}

#[test]
fn cells_tell_where_names_do_not() {
    let people = ["carl@example.com|+34 600 111 222", "dan@example.com|(11) 99999-8888"];
    check_cells(Entity::Contacts, "How to write|How to call", &people, "2:WORK 1:WORK");
    check_cells(Entity::Contacts, "Owner's|Assistant", &people, "- -");
    check_cells(Entity::Contacts, "Column 1|", &people, "2:WORK 1:WORK");
    check_cells(Entity::Contacts, "Name|Name", &people, "2:WORK 1:WORK");
    check_cells(Entity::Leads, "Campo 1", &["1.200,00"], "Price");
    check_cells(Entity::Leads, "Rooms", &["3"], "-");
    check_cells(Entity::Leads, "Price|", &["3|4"], "Price -");
    check_cells(Entity::Leads, "|", &["3|4"], "- -");
    check_cells(Entity::Tasks, "Text|", &["Call|2026-05-01"], "TaskText CompleteTill");
    check_cells(Entity::Contacts, "|", &["https://example.com|2026-05-01"], "10 -");
    check_cells(Entity::Contacts, "", &["no cell", "tells", "anything"], "-");
    check_cells(Entity::Contacts, "", &[" "], "-");
}

#[test]
fn nine_of_ten_cells_must_agree() {
    let mut cells = ["a@example.com"; 10];
    cells[0] = "none";
    check_cells(Entity::Contacts, "x", &cells, "2:WORK");
    cells[1] = "none";
    check_cells(Entity::Contacts, "x", &cells, "-");
}

#[test]
fn the_accounts_own_words_tell_their_list() {
    check_cells(
        Entity::Leads,
        "|Column 2|",
        &["ann smith|Repair|Red", "Bob|new|blue"],
        "Responsible Stage 15",
    );
    check_cells(Entity::Leads, "Created by", &["Ann Smith"], "-");
    check_cells(Entity::Leads, "", &["Sales", "Red"], "-");
    check_cells(Entity::Leads, "", &["ann@example.com"], "Responsible");
    check_cells(Entity::Tasks, "", &["Meeting"], "TaskType");
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
    let guess = guess(&fixture::schema(Entity::Contacts), &header, &Table::default());
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
        let guess = guess(&schema, &header.map(str::to_owned), &Table::new(header.len()));
        assert!(
            Checker::new(&schema, &guess.mapping, Zone::default(), Customs::default()).is_ok(),
            "{entity:?}"
        );
    }
    assert!(fixture::schema(Entity::Leads).field(FieldId(4)).is_some());
}
