/** Reminders of action items. */
package dev.firebreak.postmortem.reminder;
