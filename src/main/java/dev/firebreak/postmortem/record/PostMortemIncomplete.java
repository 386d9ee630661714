package dev.firebreak.postmortem.record;

import java.util.List;

/** Rejects a form with missing or invalid sections; the message lists all of them. */
public class PostMortemIncomplete extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public PostMortemIncomplete(List<String> errors) {
        super("The post-mortem can't be recorded yet. " + String.join("; ", errors) + ".");
    }
}
