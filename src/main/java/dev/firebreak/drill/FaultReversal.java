package dev.firebreak.drill;

import dev.firebreak.alert.internal.InternalAlert;
import dev.firebreak.alert.internal.InternalAlertOutbox;
import dev.firebreak.catalog.CurrentCatalog;
import dev.firebreak.text.Text;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes back the fault of a drill. One that stays is an alert after five minutes: the target fails for real. */
@Component
class FaultReversal {

    private static final String SOURCE = "firebreak-drills";
    private static final Duration ALERT_AFTER = Duration.ofMinutes(5);
    private static final int WORDS = 900;

    private final Drills drills;
    private final DrillScenarios scenarios;
    private final CurrentCatalog catalog;
    private final InternalAlertOutbox alerts;
    private final TransactionTemplate transaction;
    private final Clock clock;

    FaultReversal(
            Drills drills,
            DrillScenarios scenarios,
            CurrentCatalog catalog,
            InternalAlertOutbox alerts,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.drills = drills;
        this.scenarios = scenarios;
        this.catalog = catalog;
        this.alerts = alerts;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** Takes it back, also a second time: a node that slept may have injected it since. */
    void revert(Drill drill) throws Exception {
        try {
            var words = reverted(drill);
            transaction.executeWithoutResult(status -> {
                drills.reverted(drill.id(), words, clock.instant());
                alerts.resolve(alert(drill));
            });
        } catch (Exception e) {
            transaction.executeWithoutResult(status -> failed(drill, e));
            throw e;
        }
    }

    private String reverted(Drill drill) throws Exception {
        var token = drills.token(drill.id());
        if (token.isEmpty()) {
            return "nothing was injected";
        }
        var fault = scenarios
                .fault(drill.scenario())
                .orElseThrow(() -> new IllegalStateException("this version knows no fault " + drill.scenario()));
        var target = catalog.current()
                .target(drill.target())
                .orElseThrow(() -> new IllegalStateException(
                        "the catalogue no longer has the target " + drill.target() + ": add it again"));
        return Text.shown(fault.revert(target, drill.id(), token.get()), WORDS);
    }

    private void failed(Drill drill, Exception why) {
        var now = clock.instant();
        var since = drills.revertFailed(drill.id(), now);
        if (since.plus(ALERT_AFTER).isAfter(now)) {
            return;
        }
        alerts.fire(
                alert(drill),
                new InternalAlert(
                        SOURCE,
                        "service " + drill.service(),
                        "DrillFaultRemains",
                        drill.service(),
                        "high",
                        "The fault " + drill.scenario() + " of a drill on " + drill.target() + " can't be taken back",
                        Text.shown(drill.injection() + "; taking it back fails: " + why.getMessage(), WORDS),
                        null,
                        drill.target(),
                        null,
                        Map.of("drill", drill.id().toString())));
    }

    private static String alert(Drill drill) {
        return "drill fault " + drill.id();
    }
}
