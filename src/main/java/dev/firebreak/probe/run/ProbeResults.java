package dev.firebreak.probe.run;

import dev.firebreak.alert.internal.InternalAlert;
import dev.firebreak.alert.internal.InternalAlertOutbox;
import dev.firebreak.probe.FlapDamping;
import dev.firebreak.probe.Probe;
import dev.firebreak.probe.run.ProbeRows.Lease;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What a result changes: the probe's row, its hour, and its alert, in one transaction. */
@Component
class ProbeResults {

    static final String SOURCE = "firebreak-probes";

    private static final String FAILED = "probe ";
    private static final String MISSED = "missed probe ";

    private final ProbeRows rows;
    private final InternalAlertOutbox alerts;
    private final TransactionTemplate transaction;

    ProbeResults(ProbeRows rows, InternalAlertOutbox alerts, PlatformTransactionManager transactions) {
        this.rows = rows;
        this.alerts = alerts;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** False if the result comes after the end of its lease: then it changes nothing. */
    boolean record(Probe probe, Lease lease, ProbeResult result) {
        var recent = FlapDamping.add(lease.recent(), result.passed());
        return Boolean.TRUE.equals(transaction.execute(status -> {
            if (!rows.settle(lease, recent, result)) {
                return false;
            }
            rows.count(probe.name(), result.at().truncatedTo(ChronoUnit.HOURS), result.passed(), result.took());
            alerts.resolve(MISSED + probe.name());
            switch (probe.schedule().damping().of(recent)) {
                case FIRES -> alerts.fire(FAILED + probe.name(), failed(probe, result));
                case OVER -> alerts.resolve(FAILED + probe.name());
                case UNCHANGED -> {}
            }
            return true;
        }));
    }

    private static InternalAlert failed(Probe probe, ProbeResult result) {
        return new InternalAlert(
                SOURCE,
                "service " + probe.alert().service(),
                "ProbeFailed",
                probe.alert().service(),
                probe.alert().severity(),
                "Probe " + probe.name() + " fails: " + result.finding(),
                result.details(),
                probe.alert().symptom(),
                null,
                probe.alert().runbook(),
                Map.of("probe", probe.name(), "kind", probe.kind()));
    }

    /** A check that nobody made is an alert: a service that nobody looks at is not known to be well. */
    void missed(Probe probe, Duration since) {
        transaction.executeWithoutResult(status -> alerts.fire(
                MISSED + probe.name(),
                new InternalAlert(
                        SOURCE,
                        "missed checks",
                        "ProbeMissed",
                        probe.alert().service(),
                        "high",
                        "Probe " + probe.name() + " has had no result for " + since.toMinutes() + " min",
                        "No node of Firebreak completes it: too many probes at a time, or nodes that end while they run"
                                + " it. The log of Firebreak says more.",
                        null,
                        null,
                        null,
                        Map.of("probe", probe.name()))));
    }

    /** Ends the alerts of probes that are no longer declared. */
    void resolveAllBut(Iterable<String> declared) {
        var kept = new HashSet<String>();
        declared.forEach(name -> {
            kept.add(FAILED + name);
            kept.add(MISSED + name);
        });
        transaction.executeWithoutResult(status -> {
            for (var prefix : new String[] {FAILED, MISSED}) {
                alerts.firing(prefix).stream().filter(id -> !kept.contains(id)).forEach(alerts::resolve);
            }
        });
    }

    /** Deletes results before this. */
    void forget(Instant before) {
        transaction.executeWithoutResult(status -> rows.forget(before));
    }
}
