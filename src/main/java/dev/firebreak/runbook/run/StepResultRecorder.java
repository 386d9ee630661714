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

/**
 * Records findings: the summary and details in the timeline, attachments in the evidence. Masks secrets and limits
 * sizes.
 */
@Component
class StepResultRecorder {

    private static final Logger LOG = LoggerFactory.getLogger(StepResultRecorder.class);

    private final Secrets secrets;
    private final Timeline timeline;
    private final Evidence evidence;
    private final TransactionTemplate transaction;

    StepResultRecorder(Secrets secrets, Timeline timeline, Evidence evidence, PlatformTransactionManager transactions) {
        this.secrets = secrets;
        this.timeline = timeline;
        this.evidence = evidence;
        this.transaction = new TransactionTemplate(transactions);
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

    /** Keeps the attachments and adds the finding to the timeline, which says what of them is in the evidence. */
    void record(IncidentId incident, StepDefinition step, Finding finding) {
        var kept = keepAttachments(incident, step.topic(), finding);
        transaction.executeWithoutResult(status -> timeline.add(
                incident, step.title() + ": " + finding.summary() + kept, step.topic(), finding.details()));
    }

    /** Keeps the attachments and adds to the timeline what became of them, if there are any. */
    void recordAttachments(IncidentId incident, String title, String topic, Finding finding) {
        var kept = keepAttachments(incident, topic, finding);
        if (!kept.isEmpty()) {
            transaction.executeWithoutResult(status -> timeline.add(incident, title + kept, topic));
        }
    }

    /**
     * If an attachment cannot be stored, this only logs a warning: a full disk must not make a successful step fail.
     * Returns what became of the attachments, as the end of a sentence.
     */
    String keepAttachments(IncidentId incident, String topic, Finding finding) {
        var words = new StringBuilder();
        for (var it : finding.attachments()) {
            words.append(isKept(incident, topic, it) ? "; in the evidence: " : "; not kept as evidence: ")
                    .append(it.name());
        }
        return words.toString();
    }

    private boolean isKept(IncidentId incident, String topic, Attachment it) {
        try {
            return Boolean.TRUE.equals(transaction.execute(status -> evidence.keep(
                    incident, it.name(), it.mediaType(), it.text().getBytes(StandardCharsets.UTF_8), topic)));
        } catch (RuntimeException e) {
            LOG.warn("cannot keep {} of {} as evidence: {}", it.name(), incident, e.toString());
            return false;
        }
    }

    private Map<String, Object> masked(Map<String, Object> variables) {
        var masked = new HashMap<>(variables);
        masked.replaceAll((name, value) -> value instanceof String text ? secrets.mask(text) : value);
        return masked;
    }
}
