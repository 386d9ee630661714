package dev.firebreak.runbook.run;

import dev.firebreak.catalog.Secrets;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Timeline;
import dev.firebreak.incident.evidence.Evidence;
import dev.firebreak.runbook.Finding;
import dev.firebreak.runbook.Finding.Attachment;
import dev.firebreak.runbook.definition.StepDefinition;
import dev.firebreak.text.TruncatingBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Brings what a step saw into the record: masked, bounded, the short part in the timeline, the whole as evidence. */
@Component
public class StepResultRecorder {

    private static final Logger LOG = LoggerFactory.getLogger(StepResultRecorder.class);

    private final Secrets secrets;
    private final Timeline timeline;
    private final Evidence evidence;
    private final TransactionTemplate own;

    StepResultRecorder(Secrets secrets, Timeline timeline, Evidence evidence, PlatformTransactionManager transactions) {
        this.secrets = secrets;
        this.timeline = timeline;
        this.evidence = evidence;
        this.own = new TransactionTemplate(transactions);
    }

    Finding masked(Finding finding) {
        var attachments = finding.attachments().stream()
                .map(it -> new Attachment(it.name(), it.mediaType(), TruncatingBuffer.text(secrets.mask(it.text()))))
                .toList();
        return new Finding(
                finding.succeeded(),
                secrets.mask(finding.summary()),
                finding.details() == null ? null : secrets.mask(finding.details()),
                masked(finding.variables()),
                attachments);
    }

    void tell(IncidentId incident, StepDefinition step, Finding finding) {
        own.executeWithoutResult(status ->
                timeline.add(incident, step.title() + ": " + finding.summary(), step.topic(), finding.details()));
    }

    /** A full disk must not turn a done step into a failed one: what can't be kept is said in the log. */
    void keep(IncidentId incident, String topic, Finding finding) {
        for (var it : finding.attachments()) {
            try {
                own.executeWithoutResult(status -> evidence.keep(
                        incident, it.name(), it.mediaType(), it.text().getBytes(StandardCharsets.UTF_8), topic));
            } catch (RuntimeException e) {
                LOG.warn("{} of {} could not be kept: {}", it.name(), incident, e.toString());
            }
        }
    }

    private Map<String, Object> masked(Map<String, Object> variables) {
        var masked = new HashMap<>(variables);
        masked.replaceAll((name, value) -> value instanceof String text ? secrets.mask(text) : value);
        return masked;
    }
}
