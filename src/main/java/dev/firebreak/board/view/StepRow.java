package dev.firebreak.board.view;

import dev.firebreak.access.DisplayNames;
import dev.firebreak.board.page.LinkedText;
import dev.firebreak.board.page.Moment;
import dev.firebreak.board.page.RenderedMarkdown;
import dev.firebreak.runbook.view.StepView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One attempt of a step on the incident page.
 *
 * @param key unique on the page
 * @param style CSS class: {@code good}, {@code alarm} or {@code muted}
 * @param approvals who approved or declined the plan, with their comments
 * @param outcome how the attempt ended; empty while it runs
 * @param plan as safe HTML
 * @param page the step's own page while a decision about it may be wanted; null otherwise
 * @param sections further details: affected resources, warnings, proof
 */
public record StepRow(
        String key,
        String what,
        String state,
        String style,
        String effect,
        String requestedBy,
        Moment at,
        List<Approval> approvals,
        List<LinkedText.Piece> outcome,
        String plan,
        String page,
        List<Section> sections) {

    /**
     * A decision about the plan.
     *
     * @param comment null if there is none
     */
    record Approval(String decision, String by, Moment at, String comment) {}

    /** Details under a heading. */
    record Section(String label, List<LinkedText.Piece> text) {}

    boolean hasOutcome() {
        return !outcome.isEmpty();
    }

    static StepRow of(StepView step, DisplayNames names, Instant now) {
        return new StepRow(
                step.id() + "-" + step.attempt(),
                what(step),
                state(step.state()),
                style(step.state()),
                step.irreversible() ? step.effect() + ", can't be undone" : step.effect(),
                names.actor(step.requestedBy()),
                Moment.of(latest(step), now),
                approvals(step, names, now),
                LinkedText.of(Optional.ofNullable(step.summary()).orElse("")),
                RenderedMarkdown.html(step.plan().summary()),
                List.of("PLANNED", "UNKNOWN").contains(step.state()) ? "/steps/" + step.id() : null,
                sections(step));
    }

    /** What the link to the step's own page says. */
    String pageLabel() {
        return state.equals(state("UNKNOWN")) ? "Settle the outcome" : "Approve or decline";
    }

    private static String what(StepView step) {
        var again = step.attempt() == 1 ? "" : ", attempt " + step.attempt();
        return (step.undo() ? "Take back: " : "") + step.title() + " on " + step.target() + again;
    }

    private static Instant latest(StepView step) {
        return Optional.ofNullable(step.endedAt())
                .or(() -> Optional.ofNullable(step.intentAt()))
                .orElse(step.plannedAt());
    }

    private static List<Approval> approvals(StepView step, DisplayNames names, Instant now) {
        return step.approvals().stream()
                .map(it -> new Approval(
                        it.granted() ? "Approved" : "Declined",
                        names.of(it.by()),
                        Moment.of(it.at(), now),
                        it.comment() == null || it.comment().isBlank() ? null : it.comment()))
                .toList();
    }

    private static List<Section> sections(StepView step) {
        var sections = new ArrayList<Section>();
        add(sections, "Affected resources", String.join("\n", step.plan().resources()));
        add(sections, "Warnings", String.join("\n", step.plan().warnings()));
        add(sections, "Proof", step.seen());
        return sections;
    }

    private static void add(List<Section> sections, String label, String text) {
        if (text != null && !text.isBlank()) {
            sections.add(new Section(label, LinkedText.of(text)));
        }
    }

    /** The state of an attempt in words. */
    public static String state(String state) {
        return switch (state) {
            case "INTENT" -> "Started";
            case "SUCCEEDED" -> "Done";
            case "UNKNOWN" -> "Outcome unknown";
            case "VERIFIED" -> "Done and verified";
            case "VERIFY_FAILED" -> "Done, verification failed";
            case "SKIPPED_DRY_RUN" -> "Dry run";
            default ->
                state.charAt(0) + state.substring(1).toLowerCase(Locale.ROOT).replace('_', ' ');
        };
    }

    private static String style(String state) {
        return switch (state) {
            case "SUCCEEDED", "VERIFIED" -> "good";
            case "TIMED_OUT", "FAILED", "UNKNOWN", "VERIFY_FAILED" -> "alarm";
            default -> "muted";
        };
    }
}
