/* The page's own words in the three languages. */
define(function () {
  'use strict';
  const WORDS = {
    dashboard: ['Dashboard', 'Panel', 'Painel'],
    leads: ['Leads', 'Leads', 'Leads'],
    contacts: ['Contacts', 'Contactos', 'Contatos'],
    companies: ['Companies', 'Empresas', 'Empresas'],
    tasks: ['Tasks', 'Tareas', 'Tarefas'],
    stats: ['Stats', 'Análisis', 'Análises'],
    settings: ['Settings', 'Ajustes', 'Ajustes'],
    integrations: ['Integrations', 'Integraciones', 'Integrações'],
    installed: ['Installed', 'Instalada', 'Instalada'],
    open: ['Open', 'Abrir', 'Abrir'],
    search: ['Search', 'Buscar', 'Pesquisar'],
    simulated: ['Simulated account', 'Cuenta simulada', 'Conta simulada'],
    stays_browser: ['nothing leaves this browser', 'nada sale de este navegador', 'nada sai deste navegador'],
    stays_computer: ['nothing leaves this computer', 'nada sale de este equipo', 'nada sai deste computador'],
    language: ['Language', 'Idioma', 'Idioma'],
    light: ['Light', 'Claro', 'Claro'],
    dark: ['Dark', 'Oscuro', 'Escuro'],
    theme: ['Theme', 'Tema', 'Tema'],
    reset: ['Reset the simulated account', 'Restablecer la cuenta simulada', 'Redefinir a conta simulada'],
    name: ['Name', 'Nombre', 'Nome'],
    budget: ['Budget', 'Presupuesto', 'Orçamento'],
    tags: ['Tags', 'Etiquetas', 'Tags'],
    created: ['Created', 'Creado', 'Criado'],
    phone: ['Phone', 'Teléfono', 'Telefone'],
    email: ['Email', 'Correo', 'E-mail'],
    responsible: ['Responsible user', 'Usuario responsable', 'Usuário responsável'],
    main: ['Main', 'Principal', 'Principal'],
    new_lead: ['New lead', 'Nuevo lead', 'Novo lead'],
    lead_created: ['Lead created', 'Lead creado', 'Lead criado'],
    write_note: ['Write a note…', 'Escribe una nota…', 'Escreva uma nota…'],
    nothing: ['Nothing here yet', 'Aún no hay nada aquí', 'Ainda não há nada aqui'],
    absent: ['This section is not part of the demo', 'Esta sección no forma parte de la demo', 'Esta seção não faz parte da demonstração'],
    first_ones: ['The newest 50 are shown', 'Se muestran los 50 más recientes', 'Os 50 mais recentes são exibidos'],
    connecting: ['Starting the simulated account…', 'Iniciando la cuenta simulada…', 'Iniciando a conta simulada…'],
    failed: ['The simulated account does not answer', 'La cuenta simulada no responde', 'A conta simulada não responde'],
    worker_unavailable: [
      'This browser does not offer service workers here. Leave private browsing, or open the page at localhost or 127.0.0.1.',
      'Este navegador no ofrece service workers aquí. Sal de la navegación privada o abre la página en localhost o 127.0.0.1.',
      'Este navegador não oferece service workers aqui. Saia da navegação privada ou abra a página em localhost ou 127.0.0.1.',
    ],
    worker_refused: [
      'The browser refused the service worker that plays the account. Allow site data for this address and reload.',
      'El navegador rechazó el service worker que simula la cuenta. Permite los datos del sitio para esta dirección y recarga.',
      'O navegador recusou o service worker que simula a conta. Permita os dados do site neste endereço e recarregue.',
    ],
    worker_silent: [
      'The service worker that plays the account did not start in time. Reload the page.',
      'El service worker que simula la cuenta no se inició a tiempo. Recarga la página.',
      'O service worker que simula a conta não iniciou a tempo. Recarregue a página.',
    ],
    reload: ['Reload', 'Recargar', 'Recarregar'],
  };
  const LANGUAGES = ['en', 'es', 'pt'];
  return {
    LANGUAGES,
    say: (key) => (WORDS[key] ? WORDS[key][LANGUAGES.indexOf(document.documentElement.lang)] : key),
    escape: (text) => String(text === null || text === undefined ? '' : text).replace(/[&<>"']/g, (mark) => '&#' + mark.charCodeAt(0) + ';'),
    money: (amount, currency) =>
      Number(amount || 0).toLocaleString(document.documentElement.lang, { style: 'currency', currency: currency || 'USD', maximumFractionDigits: 0 }),
    date: (seconds) =>
      new Date(seconds * 1000).toLocaleString(document.documentElement.lang, { dateStyle: 'medium', timeStyle: 'short' }),
    day: (seconds) => new Date(seconds * 1000).toLocaleDateString(document.documentElement.lang, { dateStyle: 'medium' }),
  };
});
