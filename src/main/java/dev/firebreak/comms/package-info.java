/** Tells people: who hears what, over which channel. One package per channel. */
@ApplicationModule(allowedDependencies = {"lifecycle", "incident", "catalog", "access"})
package dev.firebreak.comms;

import org.springframework.modulith.ApplicationModule;
