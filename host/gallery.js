/* The gallery's two controls, and the dialog over the page. */
(function () {
  'use strict';
  document.getElementById('theme').addEventListener('click', () => {
    const root = document.documentElement;
    root.dataset.colorScheme = root.dataset.colorScheme === 'dark' ? 'light' : 'dark';
  });
  document.getElementById('width').addEventListener('change', (event) => {
    document.querySelector('main').style.maxWidth = event.target.value ? event.target.value + 'px' : '';
  });
  document.querySelector('.dialog-opener').addEventListener('click', () => {
    const dialog = document.querySelector('.dialog-example');
    dialog.classList.remove('dialog-example');
    dialog.close();
    dialog.showModal();
    dialog.addEventListener('click', (event) => event.target.closest('button') && dialog.close());
  });
})();
