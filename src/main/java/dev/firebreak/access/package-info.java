/** Who may do what: people, roles, tokens of alert sources, HTTP rules, the audit chain. */
@ApplicationModule(allowedDependencies = {"incident", "catalog", "reload", "text", "web", "web :: client", "database"})
package dev.firebreak.access;

import org.springframework.modulith.ApplicationModule;
