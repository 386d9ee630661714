/** Rotas and shifts: who is on call at a given time. */
@NamedInterface("schedule")
package dev.firebreak.oncall.schedule;

import org.springframework.modulith.NamedInterface;
