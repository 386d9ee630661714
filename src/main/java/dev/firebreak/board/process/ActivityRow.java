package dev.firebreak.board.process;

import dev.firebreak.board.diagram.Progress;
import dev.firebreak.board.page.Moment;
import dev.firebreak.board.view.StepRow;
import dev.firebreak.engine.diagram.ElementType;
import dev.firebreak.engine.diagram.Node;
import dev.firebreak.lifecycle.status.ActivityRun;
import dev.firebreak.lifecycle.status.RunState;
import dev.firebreak.runbook.view.StepRun;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * An activity that a process reached, as text.
 *
 * @param style CSS class
 * @param at when it began; null while it is queued
 * @param lasted such as {@code 3 min}; null before it began
 * @param link a page about it, or null
 */
public record ActivityRow(
        String name,
        String state,
        String style,
        Moment at,
        String lasted,
        String reason,
        String link,
        String linkLabel) {

    /** How an activity run is told, drawn and written. */
    record Told(Node node, ActivityRun run, StepRun step, String incident, Instant now) {

        RunState state() {
            return run.state() == RunState.DONE && step != null && !step.didWhatItShould()
                    ? RunState.CANCELLED
                    : run.state();
        }

        Progress progress() {
            var words = words() + (lasted() == null ? "" : ", " + lasted());
            return new Progress(state(), isWorthNaming() ? lasted() : "", words, link());
        }

        ActivityRow row() {
            return new ActivityRow(
                    node.label(),
                    words(),
                    state().name().toLowerCase(Locale.ROOT),
                    Moment.of(run.from(), now),
                    lasted(),
                    run.reason(),
                    link(),
                    linkLabel());
        }

        private String words() {
            var words = switch (run.state()) {
                case DONE -> state() == RunState.DONE ? "done" : "ended";
                case CANCELLED -> "cancelled";
                case STUCK -> "stuck";
                case ACTIVE -> active();
            };
            var times = run.times() > 1 ? " (time " + run.times() + ")" : "";
            return words
                    + times
                    + (step == null
                            ? ""
                            : ", step: " + StepRow.state(step.state()).toLowerCase(Locale.ROOT));
        }

        private String active() {
            if (node.type() == ElementType.USER_TASK) {
                return "waits for a person";
            }
            if (node.type().isEvent() || node.type().isGateway() || node.type() == ElementType.RECEIVE_TASK) {
                return "waits";
            }
            return run.from() == null ? "queued" : "under way";
        }

        private String lasted() {
            if (run.from() == null) {
                return null;
            }
            var time = Duration.between(run.from(), run.to() == null ? now : run.to());
            return time.toSeconds() < 1 ? "under 1 s" : Moment.length(time);
        }

        private boolean isWorthNaming() {
            return lasted() != null && !lasted().startsWith("under");
        }

        private String link() {
            if (step != null) {
                return "/steps/" + step.id();
            }
            if (run.called() != null) {
                return ProcessFigure.page(incident, run.called());
            }
            return run.task() == null ? null : "/camunda/app/tasklist/default/#/?task=" + run.task();
        }

        private String linkLabel() {
            if (step != null) {
                return "plan, approvals and proof";
            }
            return run.called() == null ? "open the task" : "its diagram";
        }
    }
}
