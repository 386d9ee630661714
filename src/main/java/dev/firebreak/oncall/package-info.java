/** Who is on call, and how they are paged until somebody answers. */
@ApplicationModule(allowedDependencies = {"comms", "lifecycle", "incident", "catalog", "access"})
package dev.firebreak.oncall;

import org.springframework.modulith.ApplicationModule;
