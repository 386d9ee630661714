/** The audit for people: its rows in the order of the log, found by person, kind, incident, period and text. */
@NamedInterface("trail")
package dev.firebreak.access.audit.trail;

import org.springframework.modulith.NamedInterface;
