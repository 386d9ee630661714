/**
 * The auditor: recomputes from the tables what must be true, without the code that should make it true. So its queries
 * read the tables of other modules.
 */
@ApplicationModule(
        allowedDependencies = {
            "lifecycle",
            "engine",
            "incident",
            "access",
            "reload",
            "text",
            "web :: client",
            "database"
        })
package dev.firebreak.auditor;

import org.springframework.modulith.ApplicationModule;
