package dev.firebreak.drill;

import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.Fault;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/** A fault that exists in the memory of the test only. */
public class PlayedFault implements Fault {

    private final Set<UUID> present = new HashSet<>();
    private boolean broken;

    /** Whether the fault of any drill is in. */
    boolean isPresent() {
        return !present.isEmpty();
    }

    void breaks(boolean isBroken) {
        broken = isBroken;
    }

    @Override
    public String scenario() {
        return "played";
    }

    @Override
    public String description() {
        return "Plays that a website fails.";
    }

    @Override
    public boolean fits(Target target) {
        return target.name().equals("practice-web");
    }

    @Override
    public Set<String> symptoms() {
        return Set.of("down");
    }

    @Override
    public Set<String> runbooks() {
        return Set.of("service-down");
    }

    @Override
    public String inject(Target target, UUID drill) {
        present.add(drill);
        if (broken) {
            throw new IllegalStateException("the engine does not answer");
        }
        return target.name() + " fails";
    }

    @Override
    public String revert(Target target, UUID drill) {
        present.remove(drill);
        return target.name() + " works again";
    }
}
