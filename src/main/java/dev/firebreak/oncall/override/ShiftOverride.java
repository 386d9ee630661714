package dev.firebreak.oncall.override;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.firebreak.catalog.Contact;
import java.time.Instant;
import java.util.UUID;

/**
 * A person takes over a rota for a time.
 *
 * @param rota null for every rota
 * @param person who takes over
 * @param insteadOf whose shifts; null for all of the time
 * @param starts inclusive
 * @param ends exclusive
 * @param reason empty if none was given
 * @param by who made it
 */
public record ShiftOverride(
        UUID id,
        OverrideKind kind,
        String rota,
        Contact person,
        String insteadOf,
        Instant starts,
        Instant ends,
        String reason,
        String by) {

    /** Whether it is about this rota. */
    @JsonIgnore
    public boolean isOf(String name) {
        return rota == null || rota.equals(name);
    }

    public boolean covers(Instant at) {
        return !at.isBefore(starts) && at.isBefore(ends);
    }

    /** Whether it replaces this person where it covers a time. */
    public boolean replaces(Contact holder) {
        return insteadOf == null || insteadOf.equals(holder.id());
    }
}
