/**
 * Changes of services, such as deployments: reported by programs, by pushes to a Git server and by people, and shown
 * where an incident asks what changed before it began.
 */
@ApplicationModule(allowedDependencies = {"catalog", "text", "web", "database"})
package dev.firebreak.change;

import org.springframework.modulith.ApplicationModule;
