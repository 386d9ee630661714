/** The runbooks of an incident: which ones fit its service, and which one runs. */
@NamedInterface("runbook")
package dev.firebreak.lifecycle.runbook;

import org.springframework.modulith.NamedInterface;
