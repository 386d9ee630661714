/** The process as Java sees it: begin, correlate, variables, the worker, and the hardened engine. */
@ApplicationModule(allowedDependencies = {"incident", "catalog", "access"})
package dev.firebreak.lifecycle;

import org.springframework.modulith.ApplicationModule;
