package dev.firebreak.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An audit in memory, without chains. */
public class RecordedAudit implements Audit {

    private final List<String> actions = new ArrayList<>();

    @Override
    public void record(String chain, String actor, String action, Map<String, String> facts) {
        actions.add(action);
    }

    @Override
    public Optional<String> verify() {
        return Optional.empty();
    }

    /** The actions so far. */
    public List<String> actions() {
        return List.copyOf(actions);
    }
}
