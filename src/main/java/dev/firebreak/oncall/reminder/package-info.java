/** Reminders before a shift, with a check whether the person and the tools are ready. */
@NamedInterface("reminder")
package dev.firebreak.oncall.reminder;

import org.springframework.modulith.NamedInterface;
