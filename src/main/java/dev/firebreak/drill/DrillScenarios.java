package dev.firebreak.drill;

import dev.firebreak.catalog.CurrentCatalog;
import dev.firebreak.catalog.Service;
import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.Fault;
import dev.firebreak.runbook.FaultAdmission;
import dev.firebreak.web.FieldInvalid;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Which fault can be injected where: into live targets whose catalogue entry says {@code drill: allowed}, if steps could
 * change them, too.
 */
@Component
public class DrillScenarios {

    /** Any of those that are possible. */
    public static final String RANDOM = "random";

    private final List<Fault> faults;
    private final CurrentCatalog catalog;
    private final FaultAdmission admission;

    DrillScenarios(List<Fault> faults, CurrentCatalog catalog, FaultAdmission admission) {
        this.faults = faults;
        this.catalog = catalog;
        this.admission = admission;
    }

    /**
     * A fault with a target that it can be injected into.
     *
     * @param service the one that has the target
     */
    public record Scenario(Fault fault, Target target, String service) {}

    /** All that are possible now. */
    public List<Scenario> possible() {
        var known = catalog.current();
        return known.targets().values().stream()
                .filter(target -> target.drills() && admission.refusal(target).isEmpty())
                .sorted(Comparator.comparing(Target::name))
                .flatMap(target -> service(target).stream()
                        .flatMap(service -> faults.stream()
                                .filter(fault -> fault.fits(target))
                                .map(fault -> new Scenario(fault, target, service))))
                .toList();
    }

    private Optional<String> service(Target target) {
        return catalog.current().services().values().stream()
                .filter(service -> target.name().equals(service.target()))
                .map(Service::name)
                .sorted()
                .findFirst();
    }

    /** @throws FieldInvalid if there is none such */
    Scenario choose(DrillRequest request, RandomGenerator chance) {
        var wanted = request.target() == null ? "" : request.target().strip();
        var isRandom = request.scenario().equals(RANDOM);
        if (!isRandom && faults.stream().noneMatch(fault -> fault.scenario().equals(request.scenario()))) {
            throw new FieldInvalid("scenario", "must be random, or one of " + names());
        }
        var fitting = possible().stream()
                .filter(one -> isRandom || one.fault().scenario().equals(request.scenario()))
                .filter(one -> wanted.isEmpty() || one.target().name().equals(wanted))
                .toList();
        if (fitting.isEmpty()) {
            throw new FieldInvalid("target", whyNone(request.scenario(), wanted));
        }
        if (wanted.isEmpty() && !isRandom && fitting.size() > 1) {
            throw new FieldInvalid("target", "say which: several targets allow this scenario");
        }
        return fitting.get(fitting.size() == 1 ? 0 : chance.nextInt(fitting.size()));
    }

    private String whyNone(String scenario, String target) {
        var found =
                target.isEmpty() ? Optional.<Target>empty() : catalog.current().target(target);
        if (!target.isEmpty() && found.isEmpty()) {
            return "the catalogue has no target of this name";
        }
        if (found.isPresent() && !found.get().drills()) {
            return "the catalogue does not allow drills on it (drill: allowed)";
        }
        var refusal =
                known(target).map(admission::refusal).flatMap(Optional::stream).findFirst();
        if (refusal.isPresent()) {
            return refusal.get();
        }
        return "no target that allows drills (drill: allowed), is live, unprotected and that of a service fits the"
                + " scenario " + scenario;
    }

    /** The targets that allow drills by the catalogue: the one of this name, or all without a name. */
    private Stream<Target> known(String name) {
        return catalog.current().targets().values().stream()
                .filter(target ->
                        target.drills() && (name.isEmpty() || target.name().equals(name)))
                .sorted(Comparator.comparing(Target::name));
    }

    /** The scenario of a drill if it is still possible. */
    Optional<Scenario> stillPossible(Drill drill) {
        return possible().stream()
                .filter(one -> one.fault().scenario().equals(drill.scenario())
                        && one.target().name().equals(drill.target())
                        && one.service().equals(drill.service()))
                .findFirst();
    }

    /** Why the catalogue or the settings forbid the drill's fault now. */
    String whyImpossible(Drill drill) {
        return whyNone(drill.scenario(), drill.target());
    }

    /** The fault of a drill; empty if it is no longer known. */
    Optional<Fault> fault(String scenario) {
        return faults.stream()
                .filter(fault -> fault.scenario().equals(scenario))
                .findFirst();
    }

    private String names() {
        return String.join(", ", faults.stream().map(Fault::scenario).sorted().toList());
    }
}
