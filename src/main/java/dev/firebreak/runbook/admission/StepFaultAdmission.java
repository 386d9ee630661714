package dev.firebreak.runbook.admission;

import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.FaultAdmission;
import dev.firebreak.runbook.RunbookSettings;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Faults of drills obey the freeze, protection, self-protection and the switch of effects, as steps do. */
@Component
class StepFaultAdmission implements FaultAdmission {

    private final FreezeSwitch freeze;
    private final SelfProtection selfProtection;
    private final RunbookSettings settings;

    StepFaultAdmission(FreezeSwitch freeze, SelfProtection selfProtection, RunbookSettings settings) {
        this.freeze = freeze;
        this.selfProtection = selfProtection;
        this.settings = settings;
    }

    @Override
    public Optional<String> refusal(Target target) {
        if (target.isProtected()) {
            return Optional.of("Target " + target.name() + " is protected: no drill may touch it.");
        }
        if (!target.live()) {
            return Optional.of("Target " + target.name() + " is not live.");
        }
        return selfProtection
                .refusal(target)
                .or(freeze::frozen)
                .or(() -> settings.live() ? Optional.empty() : Optional.of(DRY_RUN));
    }
}
