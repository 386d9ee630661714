/** What was learned: a draft from the record, and the action items that follow. */
@ApplicationModule(allowedDependencies = {"lifecycle", "incident", "catalog", "access"})
package dev.firebreak.postmortem;

import org.springframework.modulith.ApplicationModule;
