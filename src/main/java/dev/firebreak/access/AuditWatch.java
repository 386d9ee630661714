package dev.firebreak.access;

import java.util.List;

/** What a short look at the audit shows. It verifies the next piece of the log each time, so it finds all in turn. */
public interface AuditWatch {

    /** What is wrong with the audit, in words for an operator; empty if nothing is. */
    List<String> violations();
}
