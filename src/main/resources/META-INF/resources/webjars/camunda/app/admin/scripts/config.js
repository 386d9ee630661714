import '/js/webapp-login.js';

export default {
  app: { name: 'Admin', vendor: 'Firebreak' },
  disableWelcomeMessage: true
};
