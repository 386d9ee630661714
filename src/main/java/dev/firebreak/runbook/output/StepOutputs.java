package dev.firebreak.runbook.output;

import static dev.firebreak.database.DatabaseBulkhead.STEPS;

import dev.firebreak.catalog.Secrets;
import dev.firebreak.database.NewTransaction;
import dev.firebreak.incident.IncidentId;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.stereotype.Component;

/** Lets people watch the steps of this node. */
@Component
public class StepOutputs {

    private final RunningSteps steps;
    private final Secrets secrets;
    private final NewTransaction transaction;
    private final Clock clock;
    private final ExecutorService threads = Executors.newCachedThreadPool(STEPS.daemons("step-output"));

    StepOutputs(RunningSteps steps, Secrets secrets, NewTransaction transaction, Clock clock) {
        this.steps = steps;
        this.secrets = secrets;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Begins to watch one attempt of a step.
     *
     * @param target its name in the catalogue, or null
     * @param reading whether it only reads, so that a person may cancel it
     */
    public WatchedStep watch(IncidentId incident, String topic, String title, String target, boolean reading) {
        var now = clock.instant();
        return new WatchedStep(
                this,
                new RunningStep(
                        UUID.randomUUID(),
                        incident,
                        topic,
                        title,
                        target,
                        reading,
                        now,
                        now,
                        null,
                        0,
                        0,
                        "",
                        0,
                        null,
                        null));
    }

    Instant now() {
        return clock.instant();
    }

    String masked(String text) {
        return secrets.mask(text);
    }

    void execute(Runnable work) {
        threads.execute(work);
    }

    /** Writes where the step is. Answers with the cancel, if a person has cancelled it. */
    Optional<StepCancelled> write(RunningStep step, boolean isNew, List<OutputLine> fresh) {
        return transaction.with(() -> {
            if (isNew) {
                steps.insert(step);
            }
            steps.update(step, fresh);
            return steps.find(step.incident(), step.id())
                    .filter(now -> now.cancelledBy() != null)
                    .map(now -> new StepCancelled(now.cancelledBy(), now.cancelReason()));
        });
    }
}
