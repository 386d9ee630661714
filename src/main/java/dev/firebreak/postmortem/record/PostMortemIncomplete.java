package dev.firebreak.postmortem.record;

import java.util.List;

/** The form leaves out what a post-mortem must say, or says something that can't be read. */
public class PostMortemIncomplete extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public PostMortemIncomplete(List<String> faults) {
        super("The post-mortem can't be recorded yet. " + String.join("; ", faults) + ".");
    }
}
