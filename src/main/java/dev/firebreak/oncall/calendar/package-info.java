/** Rotas as calendars: the feed that people subscribe to, and calendars that become overrides. */
@NamedInterface("calendar")
package dev.firebreak.oncall.calendar;

import org.springframework.modulith.NamedInterface;
