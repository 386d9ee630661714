/** Camunda as Firebreak runs it: settings, hardening, model admission, accounts, forms, jobs. */
@ApplicationModule(allowedDependencies = {"access", "incident", "incident :: change", "text", "web", "database"})
package dev.firebreak.engine;

import org.springframework.modulith.ApplicationModule;
