package dev.firebreak.access.audit.trail;

import dev.firebreak.access.audit.log.LoggedRow;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentMembers;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * Decides which rows of the audit a person may not see: those that mention a members-only incident of which the person
 * is no member, whatever chain they are in (guarantees.md H29).
 */
@Component
public class WithheldRows {

    /** What stands for an incident that the reader may not see. */
    private static final String HIDDEN = "members-only";

    /** A leaf of an anchor, as {@code chain#number=hash}. */
    private static final Pattern LEAF = Pattern.compile("([^ ,#=]+)#\\d+=");

    /** What one person may not see, as of now. */
    public record View(Set<IncidentId> hidden) {

        /** Whether the row is given as its position and leaf hash only. */
        public boolean withholds(LoggedRow row) {
            return mentionsHidden(row.chain() + " " + row.entry());
        }

        /** The line of an anchor file; leaves of hidden chains keep their hash and lose their name. */
        public String anchor(String line) {
            return hidden.isEmpty()
                    ? line
                    : LEAF.matcher(line)
                            .replaceAll(
                                    leaf -> mentionsHidden(leaf.group(1)) ? LoggedRow.WITHHELD + "=" : leaf.group());
        }

        /** The text without the ids of hidden incidents. */
        public String text(String text) {
            var shown = text;
            for (var id : IncidentId.in(text).filter(hidden::contains).toList()) {
                shown = shown.replace(id.value(), HIDDEN);
            }
            return shown;
        }

        private boolean mentionsHidden(String text) {
            return !hidden.isEmpty() && IncidentId.in(text).anyMatch(hidden::contains);
        }
    }

    private final IncidentMembers members;

    WithheldRows(IncidentMembers members) {
        this.members = members;
    }

    /** @param viewer the login of the reader */
    public View from(String viewer) {
        return new View(members.hiddenFrom(viewer));
    }

    /** What people who are members of no incident may not see. */
    public View fromOthers() {
        return from("");
    }
}
