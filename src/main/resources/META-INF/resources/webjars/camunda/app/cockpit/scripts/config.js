import '/js/webapp-login.js';

export default {
  app: { name: 'Cockpit', vendor: 'Firebreak' },
  disableWelcomeMessage: true,
  customScripts: ['scripts/firebreak/history.js']
};
