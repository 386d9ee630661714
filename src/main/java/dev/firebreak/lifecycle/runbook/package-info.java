/** The runbooks of an incident: which ones there are, which one runs, and the order of a commander. */
@NamedInterface("runbook")
package dev.firebreak.lifecycle.runbook;

import org.springframework.modulith.NamedInterface;
