/** What every HTTP endpoint shares: problem documents, limits on bodies and time, security headers. */
@ApplicationModule(allowedDependencies = {"database"})
package dev.firebreak.web;

import org.springframework.modulith.ApplicationModule;
