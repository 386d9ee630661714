import '/js/webapp-login.js';

export default {
  app: { name: 'Welcome', vendor: 'Firebreak' },
  disableWelcomeMessage: true
};
