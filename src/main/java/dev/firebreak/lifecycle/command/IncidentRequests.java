package dev.firebreak.lifecycle.command;

import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentReport;
import dev.firebreak.incident.Severity;
import dev.firebreak.web.RejectUnknownFields;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** What people send with {@link IncidentActions}: one record for each command, with only the fields that it needs. */
public final class IncidentRequests {

    /** The limit of a reason, which becomes a timeline entry and a process variable. */
    private static final int REASON = 400;

    /** The limit of long texts, as in the form "Confirm resolution": a process variable holds 4,000 characters. */
    private static final int LONG = 4_000;

    private IncidentRequests() {}

    /**
     * Declares an incident.
     *
     * @param symptom in kebab-case, such as {@code connection-pool-exhausted}; selects the runbook
     * @param details free text for the timeline
     */
    @RejectUnknownFields
    public record Declaration(
            @NotBlank @Size(max = 300) String title,
            @NotBlank @Size(max = 120) String service,

            @Size(max = 120) @Pattern(regexp = "[a-z0-9]+(-[a-z0-9]+)*")
            String symptom,

            @Size(max = 10_000) String details,
            @Valid Stated facts) {

        IncidentReport by(String person) {
            var stated = facts == null ? Map.<String, Object>of() : facts.asMap();
            return new IncidentReport(title, service, symptom, null, person, details, false, stated);
        }
    }

    /** The facts that decisions see (guarantees.md "Incident facts"). A missing field counts as unstated. */
    @RejectUnknownFields
    public record Stated(
            @Pattern(regexp = "all|many|some|few|none|unknown")
            String usersAffected,

            @Min(0) @Max(10_000) Integer servicesDown,
            @Pattern(regexp = ANSWER) String dataRisk,
            @Pattern(regexp = ANSWER) String securityIssue,
            @Pattern(regexp = ANSWER) String lifeSafety,
            @Pattern(regexp = ANSWER) String releaseBlocked) {

        private static final String ANSWER = "yes|no|unknown";

        Map<String, Object> asMap() {
            var facts = new LinkedHashMap<String, Object>();
            facts.put("usersAffected", usersAffected);
            facts.put("servicesDown", servicesDown);
            facts.put("dataRisk", dataRisk);
            facts.put("securityIssue", securityIssue);
            facts.put("lifeSafety", lifeSafety);
            facts.put("releaseBlocked", releaseBlocked);
            facts.values().removeIf(java.util.Objects::isNull);
            return facts;
        }
    }

    /** Changes the severity. */
    @RejectUnknownFields
    public record SeverityChange(
            @NotNull Severity severity,
            @NotBlank @Size(max = REASON) String reason) {}

    /** @param commander the login of the new commander */
    @RejectUnknownFields
    public record HandOver(@NotBlank @Size(max = 120) String commander) {}

    /** Answers a hand-over. */
    @RejectUnknownFields
    public record HandOverAnswer(
            @NotNull Boolean accept, @Size(max = REASON) String note) {}

    /**
     * Gives a person a role besides command.
     *
     * @param role such as {@code technical-lead}
     * @param person a login
     */
    @RejectUnknownFields
    public record RoleAssignment(
            @NotBlank @Size(max = 40) String role,
            @NotBlank @Size(max = 120) String person) {}

    /** @param person the login of the new member */
    @RejectUnknownFields
    public record NewMember(@NotBlank @Size(max = 120) String person) {}

    /** Adds a note. */
    @RejectUnknownFields
    public record Note(@NotBlank @Size(max = 10_000) String text) {}

    /**
     * Announces an update.
     *
     * @param audience one of the catalogue's, or null for the audiences of the severity
     * @param nextUpdateIn how long after it the next update is due, 5 minutes to 24 hours; null for the severity's
     *     interval
     * @param status the new one: {@code investigating}, {@code identified}, {@code monitoring} or its other name
     *     {@code resolving}; null to keep it
     */
    @RejectUnknownFields
    public record Update(
            @NotBlank @Size(max = LONG) String text,
            @Size(max = 120) String audience,
            Duration nextUpdateIn,
            @Size(max = 20) String status) {

        public Update(String text, String audience, Duration nextUpdateIn) {
            this(text, audience, nextUpdateIn, null);
        }
    }

    /** Why a person orders what the address names. */
    @RejectUnknownFields
    public record Reason(@NotBlank @Size(max = REASON) String reason) {}

    /** @param runbook the key of the runbook to start, or {@code none} to stop the one that runs */
    @RejectUnknownFields
    public record RunbookOrder(
            @NotBlank @Size(max = 120) String runbook,
            @NotBlank @Size(max = REASON) String reason) {}

    /** @param rootCause as far as it is known, or null */
    @RejectUnknownFields
    public record Resolution(
            @NotBlank @Size(max = LONG) String resolution,
            @Size(max = LONG) String rootCause) {}

    /** Merges the incident into another one. */
    @RejectUnknownFields
    public record Merge(@NotNull IncidentId into) {}
}
