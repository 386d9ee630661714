package dev.firebreak.runbook;

import dev.firebreak.catalog.Target;
import java.util.Optional;

/** Decides whether a drill may break a target now, by what holds for steps, too. */
public interface FaultAdmission {

    /** What is said last, if nothing else forbids it. */
    String DRY_RUN = "Effects are a dry run: drills need firebreak.effects=live.";

    /** Why no fault may be injected into the target now; empty if it may. */
    Optional<String> refusal(Target target);
}
