package dev.firebreak.report.history;

import dev.firebreak.incident.Severity;
import java.time.Instant;

/** One incident from before Firebreak; what is not known is null. */
record PastIncident(
        Instant opened, Instant acknowledged, Instant resolved, Severity severity, String service, String cause) {}
