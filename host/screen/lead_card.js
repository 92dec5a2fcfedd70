/* A lead's card: fields at the left, the feed in the middle, the panel of widgets at the right. */
define(['jquery', 'words', 'account', 'icons', 'panel'], function ($, words, account, icons, panel) {
  'use strict';

  const { say, escape } = words;
  const NEW_LEAD = { id: 0, name: '', price: 0, responsible_user_id: 0, created_at: 0, _embedded: {} };

  const fact = (key, value) =>
    '<div class="card-fact"><span>' + key + '</span><b>' + (value || '<i>…</i>') + '</b></div>';

  function valueText(type, value) {
    if (type === 'date' || type === 'birthday') {
      return words.day(value);
    }
    if (type === 'date_time') {
      return words.date(value);
    }
    if (type === 'checkbox') {
      return value ? '✓' : '–';
    }
    return typeof value === 'object' ? '…' : String(value);
  }

  function fieldFacts(entity) {
    return (entity.custom_fields_values || [])
      .map((field) => fact(escape(field.field_name), escape(field.values.map((one) => valueText(field.field_type, one.value)).join(', '))))
      .join('');
  }

  function nameOfUser(id) {
    const manager = window.APP.constant('managers')[id || window.APP.constant('user').id];
    return manager ? manager.title : '';
  }

  function contactBlock(contact) {
    return (
      '<section class="card-linked"><h2>' + icons.user + '<span>' + escape(contact.name) + '</span></h2>' + fieldFacts(contact) + '</section>'
    );
  }

  function fields(lead, contact) {
    const tags = (lead._embedded.tags || []).map((tag) => '<span class="tag">' + escape(tag.name) + '</span>').join(' ');
    return (
      '<div class="card-fields"><div class="card-head"><a class="card-head__back" href="#/leads" aria-label="' + say('leads') + '">' + icons.back + '</a>' +
      '<h1>' + escape(lead.name || say('new_lead')) + '</h1><p>' + (lead.id ? '#' + lead.id : '') + ' ' + tags + '</p>' +
      '<div class="card-stages"><i></i><i></i><i></i><i></i><i></i></div></div>' +
      '<div class="card-tabs"><b>' + say('main') + '</b><span>' + say('stats') + '</span></div>' +
      '<div class="card-body">' +
      fact(say('responsible'), escape(nameOfUser(lead.responsible_user_id))) +
      fact(say('budget'), words.money(lead.price, window.APP.constant('account').currency)) +
      fieldFacts(lead) +
      (contact ? contactBlock(contact) : '') +
      '</div></div>'
    );
  }

  const feed = (lead) =>
    '<div class="card-feed"><div class="card-feed__events">' +
    (lead.created_at
      ? '<p class="card-feed__event">' + words.date(lead.created_at) + ' · ' + say('lead_created') + ': <b>' + escape(lead.name) + '</b></p>'
      : '') +
    '</div><div class="card-feed__compose">' + icons.note + '<input type="text" placeholder="' + say('write_note') + '" aria-label="' + say('write_note') + '"></div></div>';

  return {
    /* Resolves to the lead for `APP.data.current_card`, or null if the user has gone elsewhere. */
    show: async (id, isCurrent) => {
      const lead = id ? await account.read('/leads/' + id + '?with=contacts') : NEW_LEAD;
      const linked = lead && ((lead._embedded && lead._embedded.contacts) || [])[0];
      const contact = linked ? await account.read('/contacts/' + linked.id) : null;
      if (!lead || !isCurrent()) {
        return null;
      }
      $('#work_area').html('<div id="card_holder">' + fields(Object.assign({ _embedded: {} }, lead), contact) + feed(lead) + '</div>');
      panel.open($('#card_holder'));
      return lead;
    },
  };
});
