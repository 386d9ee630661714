package dev.firebreak.oncall.schedule;

import dev.firebreak.catalog.Contact;
import java.time.Instant;

/**
 * Who is on call in a rota, and who is next.
 *
 * @param until the hand-over
 */
public record OnCallNow(String rota, Contact person, Instant until, Contact next) {}
