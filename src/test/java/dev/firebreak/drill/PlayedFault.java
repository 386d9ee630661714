package dev.firebreak.drill;

import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.Fault;
import dev.firebreak.runbook.FaultAdmission;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;

/** A fault that exists in the memory of the test only. */
public class PlayedFault implements Fault {

    /** In stories, where effects are a dry run, drills run all the same: their fault is played. */
    @Primary
    @Component
    public static class Admission implements FaultAdmission {

        private final FaultAdmission real;
        private boolean strict;

        Admission(@Qualifier("stepFaultAdmission") FaultAdmission real) {
            this.real = real;
        }

        void isStrict(boolean value) {
            strict = value;
        }

        @Override
        public Optional<String> refusal(Target target) {
            return real.refusal(target).filter(why -> strict || !why.equals(DRY_RUN));
        }
    }

    private final Set<UUID> present = new HashSet<>();
    private boolean broken;
    private boolean stays;
    private Runnable meanwhile = () -> {};

    /** Whether the fault of any drill is in. */
    boolean isPresent() {
        return !present.isEmpty();
    }

    void breaks(boolean isBroken) {
        broken = isBroken;
    }

    void cantBeTakenBack(boolean isSo) {
        stays = isSo;
    }

    /** What happens elsewhere while it is injected. */
    void meanwhile(Runnable what) {
        meanwhile = what;
    }

    /** As before any drill. */
    void forgets() {
        broken = false;
        stays = false;
        meanwhile = () -> {};
        present.clear();
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
    public String inject(Target target, UUID drill, Injection injection) {
        injection.changes("token of " + target.name());
        present.add(drill);
        meanwhile.run();
        if (broken) {
            throw new IllegalStateException("the engine does not answer");
        }
        return target.name() + " fails";
    }

    @Override
    public String revert(Target target, UUID drill, String token) {
        if (stays) {
            throw new IllegalStateException("the engine does not answer");
        }
        if (!token.equals("token of " + target.name())) {
            throw new IllegalStateException("not what was injected: " + token);
        }
        present.remove(drill);
        return target.name() + " works again";
    }
}
