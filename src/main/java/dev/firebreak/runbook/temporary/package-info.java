/** What steps changed for the time of an incident: a commander takes it back or keeps it. */
package dev.firebreak.runbook.temporary;
