/** Camunda as Firebreak runs it: settings, hardening, model admission, accounts, forms, jobs. */
@ApplicationModule(allowedDependencies = {"access", "incident", "text", "database"})
package dev.firebreak.engine;

import org.springframework.modulith.ApplicationModule;
