package dev.firebreak.drill;

import dev.firebreak.access.Accounts;
import dev.firebreak.access.Audit;
import dev.firebreak.access.Person;
import dev.firebreak.catalog.Contact;
import dev.firebreak.catalog.CurrentCatalog;
import dev.firebreak.engine.ProcessStarts;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Severity;
import dev.firebreak.runbook.view.FreezeView;
import dev.firebreak.text.Text;
import dev.firebreak.web.FieldInvalid;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What people order: start a drill, abort it. */
@Service
@Transactional
public class DrillOrders {

    static final String PROCESS = "drill";

    /** How long monitoring has to show the fault; from the source. */
    static final Duration DETECT_WITHIN = Duration.ofMinutes(5);

    /** How long a drill lasts at most. */
    static final Duration END_WITHIN = Duration.ofHours(1);

    /** While a real one is open, nothing is broken on purpose. */
    static final Set<Severity> SERIOUS = Set.of(Severity.P1, Severity.P2);

    private static final int REASON = 400;

    private final Drills drills;
    private final DrillScenarios scenarios;
    private final ProcessStarts processes;
    private final Incidents incidents;
    private final Accounts accounts;
    private final CurrentCatalog catalog;
    private final FreezeView freeze;
    private final Audit audit;
    private final Clock clock;
    private final RandomGenerator chance = new SecureRandom();

    DrillOrders(
            Drills drills,
            DrillScenarios scenarios,
            ProcessStarts processes,
            Incidents incidents,
            Accounts accounts,
            CurrentCatalog catalog,
            FreezeView freeze,
            Audit audit,
            Clock clock) {
        this.drills = drills;
        this.scenarios = scenarios;
        this.processes = processes;
        this.incidents = incidents;
        this.accounts = accounts;
        this.catalog = catalog;
        this.freeze = freeze;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Starts a drill.
     *
     * @throws FieldInvalid if the scenario, the target or a participant can't be
     * @throws DrillRefused if something real is going on, or a drill runs there
     */
    public Drill start(DrillRequest request, String by) {
        var people = request.participants().stream()
                .map(String::strip)
                .distinct()
                .sorted()
                .toList();
        people.forEach(this::requireReachable);
        requireNotFrozen();
        var scenario = scenarios.choose(request, chance);
        requireQuiet(scenario.service());
        var now = clock.instant();
        var drill = new Drill(
                UUID.randomUUID(),
                scenario.fault().scenario(),
                scenario.target().name(),
                scenario.service(),
                by,
                now,
                now.plus(DETECT_WITHIN),
                now.plus(END_WITHIN),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                people,
                List.of());
        if (!drills.add(drill)) {
            throw new DrillRefused("A drill runs on " + drill.service() + " already.");
        }
        drills.runsIn(drill.id(), processes.start(PROCESS, DrillVariables.of(drill)));
        audit.record("system", by, "drill.started", facts(drill));
        return drill;
    }

    private static Map<String, String> facts(Drill drill) {
        return Map.of(
                "drill", drill.id().toString(),
                "scenario", drill.scenario(),
                "target", drill.target(),
                "participants", String.join(", ", drill.participants()));
    }

    private void requireReachable(String login) {
        if (accounts.find(login).map(Person::id).isEmpty()) {
            throw new FieldInvalid("participants", "no account has the login " + Text.shown(login, REASON));
        }
        if (catalog.current().contact(login).filter(Contact::isPerson).isEmpty()) {
            throw new FieldInvalid(
                    "participants", "the catalogue has no contact " + login + ", so no page would reach that person");
        }
    }

    private void requireNotFrozen() {
        var frozen = freeze.reason();
        if (frozen != null) {
            throw new DrillRefused(frozen);
        }
    }

    private void requireQuiet(String service) {
        if (incidents.isRealOpen(SERIOUS)) {
            throw new DrillRefused("A real P1 or P2 is open: respond to it first.");
        }
        if (incidents.isOpenFor(service)) {
            throw new DrillRefused(service + " has an open incident.");
        }
    }

    /**
     * Ends a drill early: its fault is taken back.
     *
     * @throws DrillRefused if it has ended
     */
    public void abort(UUID id, String reason, String by) {
        var drill = drills.lock(id);
        if (!drill.isRunning()) {
            throw new DrillRefused("The drill has ended.");
        }
        if (reason == null || reason.isBlank()) {
            throw new FieldInvalid("reason", "say why");
        }
        var why = Text.shown(reason, REASON);
        drills.abort(id, why);
        audit.record("system", by, "drill.aborted", Map.of("drill", id.toString(), "reason", why));
    }
}
