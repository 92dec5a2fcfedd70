/* The few functions of Underscore that widgets are likely to take from the page. */
define(function () {
  'use strict';
  return {
    each: (list, visit) => Object.keys(list).forEach((key) => visit(list[key], key)),
    map: (list, change) => Object.keys(list).map((key) => change(list[key], key)),
    keys: Object.keys,
    values: Object.values,
    extend: Object.assign,
    escape: (text) => String(text).replace(/[&<>"']/g, (mark) => '&#' + mark.charCodeAt(0) + ';'),
  };
});
