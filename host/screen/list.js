/* The newest leads, contacts or companies of the account, as a table. */
define(['jquery', 'words', 'account', 'frame'], function ($, words, account, frame) {
  'use strict';

  const { say, escape } = words;

  function valueOf(entity, code) {
    const field = (entity.custom_fields_values || []).find((one) => one.field_code === code);
    return field ? field.values.map((value) => value.value).join(', ') : '';
  }

  const tagsOf = (entity) =>
    ((entity._embedded && entity._embedded.tags) || []).map((tag) => '<span class="tag">' + escape(tag.name) + '</span>').join(' ');

  const COLUMNS = {
    leads: [
      ['name', (lead) => '<a href="#/leads/detail/' + lead.id + '">' + escape(lead.name || '#' + lead.id) + '</a>'],
      ['tags', tagsOf],
      ['budget', (lead) => words.money(lead.price, window.APP.constant('account').currency)],
      ['created', (lead) => words.date(lead.created_at)],
    ],
    contacts: [
      ['name', (contact) => escape(contact.name)],
      ['phone', (contact) => escape(valueOf(contact, 'PHONE'))],
      ['email', (contact) => escape(valueOf(contact, 'EMAIL'))],
      ['created', (contact) => words.date(contact.created_at)],
    ],
  };
  COLUMNS.companies = COLUMNS.contacts;

  function table(kind, entities) {
    const columns = COLUMNS[kind];
    const head = columns.map(([name]) => '<th>' + say(name) + '</th>').join('');
    const row = (entity) => '<tr>' + columns.map(([, cell]) => '<td>' + cell(entity) + '</td>').join('') + '</tr>';
    return '<table class="list"><thead><tr>' + head + '</tr></thead><tbody>' + entities.map(row).join('') + '</tbody></table>';
  }

  return {
    show: async (kind, isCurrent) => {
      const add = kind === 'leads' ? '<a class="button-input button-input_blue" href="#/leads/add">+ ' + say('new_lead') + '</a>' : '';
      $('#work_area').html(frame.topBar(say(kind), add) + '<div id="list_page_holder"><div class="list-block"></div></div>');
      const entities = await account.list('/' + kind + '?limit=50&order[id]=desc', kind);
      if (!isCurrent()) {
        return;
      }
      const hint = '<p class="list-hint">' + (entities.length ? say('first_ones') : say('nothing')) + '</p>';
      $('.list-block').html((entities.length ? table(kind, entities) : '') + hint);
    },
  };
});
