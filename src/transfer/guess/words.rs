//! The names that people give to columns, in English, Spanish and Portuguese.
//!
//! All words are as `likeness::words` makes them: small letters without accents, spaces for
//! everything else. The first of each list is Kommo's own name; earlier ones go before later ones
//! where two columns have names for the same.

use crate::transfer::mapping::Target;
use crate::transfer::schema::Entity::{self, Companies, Contacts, Leads, Tasks};

/// The names of an entity's own members.
pub(super) const OWN: &[(Entity, Target, &[&str])] = &[
    (
        Contacts,
        Target::Name,
        &[
            "full name",
            "name",
            "contact name",
            "contact",
            "nombre completo",
            "nome completo",
            "nombre y apellido",
            "nombre y apellidos",
            "nombre",
            "nome",
            "nombre del contacto",
            "nome do contato",
            "contacto",
            "contato",
            "fullname",
            "cliente",
            "customer",
            "client",
        ],
    ),
    (
        Contacts,
        Target::FirstName,
        &[
            "first name",
            "firstname",
            "given name",
            "forename",
            "primer nombre",
            "nombres",
            "nombre de pila",
            "primeiro nome",
        ],
    ),
    (
        Contacts,
        Target::LastName,
        &[
            "last name",
            "lastname",
            "surname",
            "family name",
            "apellido",
            "apellidos",
            "sobrenome",
            "ultimo nome",
        ],
    ),
    (
        Companies,
        Target::Name,
        &[
            "company name",
            "name",
            "company",
            "nombre de la empresa",
            "nome da empresa",
            "empresa",
            "nombre",
            "nome",
            "razon social",
            "razao social",
            "compania",
            "companhia",
            "organization",
            "organizacion",
            "organizacao",
            "account name",
            "business name",
        ],
    ),
    (
        Leads,
        Target::Name,
        &[
            "lead name",
            "name",
            "lead title",
            "lead",
            "title",
            "deal name",
            "deal",
            "opportunity",
            "opportunity name",
            "nombre del lead",
            "nome do lead",
            "nombre",
            "nome",
            "titulo",
            "negocio",
            "oportunidad",
            "oportunidade",
        ],
    ),
    (
        Leads,
        Target::Price,
        &[
            "sale",
            "price",
            "lead price",
            "value",
            "deal value",
            "amount",
            "budget",
            "sale value",
            "precio",
            "valor",
            "importe",
            "monto",
            "presupuesto",
            "preco",
            "orcamento",
            "valor da venda",
            "valor de la venta",
            "venta",
            "venda",
        ],
    ),
    (
        Leads,
        Target::Pipeline,
        &["pipeline", "lead pipeline", "embudo", "funil", "embudo de ventas", "funil de vendas"],
    ),
    (
        Leads,
        Target::Stage,
        &[
            "lead stage",
            "stage",
            "pipeline stage",
            "status",
            "lead status",
            "deal stage",
            "etapa",
            "estado",
            "fase",
            "estatus",
            "etapa del lead",
            "etapa do lead",
            "etapa do funil",
            "etapa del embudo",
        ],
    ),
    (
        Tasks,
        Target::TaskText,
        &[
            "task text",
            "text",
            "task",
            "description",
            "comment",
            "to do",
            "todo",
            "subject",
            "texto",
            "tarea",
            "tarefa",
            "descripcion",
            "descricao",
            "comentario",
            "texto de la tarea",
            "texto da tarefa",
            "asunto",
            "assunto",
        ],
    ),
    (
        Tasks,
        Target::CompleteTill,
        &[
            "due date",
            "complete till",
            "deadline",
            "due",
            "due on",
            "date",
            "vencimiento",
            "fecha de vencimiento",
            "fecha limite",
            "plazo",
            "fecha",
            "vencimento",
            "data de vencimento",
            "prazo",
            "data limite",
            "data",
        ],
    ),
    (Tasks, Target::TaskType, &["task type", "type", "tipo de tarea", "tipo de tarefa", "tipo"]),
    (Tasks, Target::EntityId, &["entity id", "element id", "id de la entidad", "id da entidade"]),
    (Tasks, Target::EntityType, &["entity type", "element type", "tipo de entidad", "tipo de entidade"]),
];

/// The names of members that several entities have.
pub(super) const SHARED: &[(Target, &[&str])] = &[
    (Target::Id, &["id", "kommo id"]),
    (
        Target::Responsible,
        &[
            "responsible user",
            "responsible",
            "owner",
            "assigned to",
            "assignee",
            "manager",
            "sales rep",
            "usuario responsable",
            "responsable",
            "encargado",
            "asignado a",
            "propietario",
            "vendedor",
            "usuario responsavel",
            "responsavel",
            "proprietario",
            "atribuido a",
            "asesor",
        ],
    ),
    (
        Target::Tags,
        &["tags", "tag", "lead tags", "contact tags", "company tags", "labels", "etiquetas", "etiqueta"],
    ),
];

/// The names of the fields that Kommo gives every account, by the field's code.
pub(super) const CODED: &[(&str, &[&str])] = &[
    (
        "POSITION",
        &["position", "job title", "job", "role", "cargo", "puesto", "funcao", "profesion", "profissao"],
    ),
    ("WEB", &["web", "website", "web site", "site", "url", "homepage", "sitio web", "pagina web", "sitio"]),
    ("ADDRESS", &["address", "street address", "direccion", "domicilio", "endereco"]),
];

/// Names of a phone; all other words of its column's name must be [`KINDS`] or [`FILLERS`].
pub(super) const PHONE: &[&str] = &[
    "phone",
    "phones",
    "telephone",
    "tel",
    "telefono",
    "telefonos",
    "telefone",
    "telefones",
    "fone",
    "fono",
];

/// Names of an e-mail address, word by word.
pub(super) const EMAIL: &[&str] = &[
    "email",
    "emails",
    "mail",
    "mails",
    "e",
    "correo",
    "correos",
    "electronico",
    "electronicos",
    "eletronico",
];

/// Words of a name that say nothing.
pub(super) const FILLERS: &[&str] = &[
    "number", "numero", "no", "nro", "num", "de", "do", "del", "el", "la", "o", "address", "contact",
    "contacto", "contato",
];

/// Words that tell the kind of a phone or e-mail: its code, or the other code where the field lacks
/// the first, and whether the word alone means a phone. Earlier kinds go before later ones.
pub(super) const KINDS: &[(&[&str], bool, &[&str])] = &[
    (&["WORKDD"], false, &["direct", "directo", "direto"]),
    (&["FAX"], true, &["fax"]),
    (&["MOB"], true, &["mobile", "mob", "cell", "cellphone", "cellular", "movil", "celular", "whatsapp"]),
    (
        &["HOME", "PRIV"],
        false,
        &["home", "private", "personal", "casa", "hogar", "particular", "residencial", "privado", "pessoal"],
    ),
    (
        &["OTHER"],
        false,
        &["other", "otro", "outro", "otros", "outros", "alternative", "secondary", "secundario"],
    ),
    (
        &["WORK"],
        false,
        &[
            "work",
            "business",
            "office",
            "corporate",
            "trabajo",
            "laboral",
            "oficina",
            "empresa",
            "corporativo",
            "comercial",
            "trabalho",
            "escritorio",
        ],
    ),
];
