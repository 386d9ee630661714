package dev.firebreak.board.record;

import dev.firebreak.access.DisplayNames;
import dev.firebreak.incident.IncidentMembers.Member;

/**
 * A person who takes part in an incident.
 *
 * @param name the full name
 * @param part what made the person a member, in words
 */
public record MemberRow(String name, String part) {

    public static MemberRow of(Member member, DisplayNames names) {
        return new MemberRow(
                names.of(member.person()),
                switch (member.part()) {
                    case REPORTER -> "reported it";
                    case PAGED -> "was paged";
                    case RESPONDER -> "acknowledged";
                    case COMMANDER -> "commanded";
                    case ASSIGNEE -> "had a task";
                    case ADDED -> "was added";
                });
    }
}
